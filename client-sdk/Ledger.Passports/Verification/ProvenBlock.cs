using Ledger.Audit.Proofs;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Verification;

/// <summary>A block of a passport that is known to be final.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Hash">The header's hash.</param>
/// <param name="State">What is proven of the state after it; null where nothing is.</param>
/// <param name="Carried">The block as the passport carries it.</param>
internal sealed record ProvenBlock(BlockHeader Header, Digest Hash, ProvenState? State, PassportBlock Carried);
