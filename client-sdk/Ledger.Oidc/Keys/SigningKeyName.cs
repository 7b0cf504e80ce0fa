namespace Ledger.Oidc.Keys;

/// <summary>A signing key by its file.</summary>
/// <param name="Path">The file.</param>
/// <param name="From">From when on it signs.</param>
public sealed record SigningKeyName(string Path, DateTimeOffset From);
