using Ledger.Crypto;

namespace Ledger.Host.Consortium;

/// <summary>One validator of a consortium in this process.</summary>
/// <param name="Name">Its name for people; also the name of its data directory.</param>
/// <param name="Signer">Its validator key.</param>
public sealed record ConsortiumValidator(string Name, ISigner Signer);
