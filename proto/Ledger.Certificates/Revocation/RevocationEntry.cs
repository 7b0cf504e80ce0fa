namespace Ledger.Certificates.Revocation;

/// <summary>One revoked certificate of a list.</summary>
/// <param name="SerialNumber">Its serial number, as it stands in the list.</param>
/// <param name="RevokedAtMs">Since when, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="InvalidSinceMs">Since when the key is thought to be known to others, where the authority says so.</param>
public sealed record RevocationEntry(ReadOnlyMemory<byte> SerialNumber, long RevokedAtMs, RevocationReason Reason, long? InvalidSinceMs);
