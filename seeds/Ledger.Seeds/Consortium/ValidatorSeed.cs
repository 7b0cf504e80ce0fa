using Ledger.Crypto.Keys;

namespace Ledger.Seeds;

/// <summary>A validator of the test consortium.</summary>
/// <param name="Name">Its short name, also of its key file: <c>zhuhai</c>.</param>
/// <param name="Owner">The member that runs it.</param>
/// <param name="KeyPair">Its voting key, derived from the seed; another than the member's signing key.</param>
/// <param name="Receipts">The key of its node's receipts, derived from the seed.</param>
public sealed record ValidatorSeed(string Name, Participant Owner, KeyPair KeyPair, KeyPair Receipts);
