using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Api;

/// <summary>Who a node is to its clients.</summary>
/// <param name="Id">Its validator id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Signer">Signs refusal receipts, with the validator's key.</param>
public sealed record NodeIdentity(Digest Id, string Name, ISigner Signer);
