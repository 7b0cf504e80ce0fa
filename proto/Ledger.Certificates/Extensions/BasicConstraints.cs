namespace Ledger.Certificates.Extensions;

/// <summary>Whether a certificate may issue others, and how many authorities may follow below it (RFC 5280 §4.2.1.9).</summary>
/// <param name="IsAuthority">Whether it may issue certificates.</param>
/// <param name="PathLengthMax">How many authorities may stand between it and an end entity; null for any number.</param>
public sealed record BasicConstraints(bool IsAuthority, int? PathLengthMax);
