namespace Ledger.Crypto.Keys;

/// <summary>What a key file says of itself to whoever has no PIN.</summary>
/// <param name="PublicKey">The public half.</param>
/// <param name="Purpose">The one thing that the key was made for; null for none.</param>
public sealed record KeyFileDescription(PublicKey PublicKey, string? Purpose);
