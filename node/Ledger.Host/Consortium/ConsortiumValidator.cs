using Ledger.Crypto;

namespace Ledger.Host.Consortium;

/// <summary>One validator of a consortium in this process.</summary>
/// <param name="Name">Its name for people; also the name of its data directory.</param>
/// <param name="Voting">Its validator key.</param>
/// <param name="Receipts">The key of its receipts, which the chain announces; another than the one that votes.</param>
public sealed record ConsortiumValidator(string Name, ISigner Voting, ISigner Receipts);
