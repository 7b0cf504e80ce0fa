namespace Ledger.Seals;

/// <summary>One entry of a seal's list of certificates by digest.</summary>
/// <param name="Type">What the value is, as the maker names it; SM3 where it says nothing else.</param>
/// <param name="Value">The digest.</param>
public sealed record SealCertificateDigest(string Type, ReadOnlyMemory<byte> Value);
