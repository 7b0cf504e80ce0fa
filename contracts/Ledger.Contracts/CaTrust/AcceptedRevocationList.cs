using Ledger.Certificates.Revocation;
using Ledger.Protocol;

namespace Ledger.Contracts.CaTrust;

/// <summary>A revocation list that keeps every rule.</summary>
/// <param name="List">The list.</param>
/// <param name="IssuerId">The authority that signed it.</param>
/// <param name="Digest">Chain hash of its DER.</param>
/// <param name="Scopes">For which certificates it speaks.</param>
internal sealed record AcceptedRevocationList(RevocationList List, Digest IssuerId, Digest Digest, IReadOnlyList<byte[]> Scopes);
