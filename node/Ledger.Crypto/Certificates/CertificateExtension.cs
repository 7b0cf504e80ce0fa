namespace Ledger.Crypto;

/// <summary>One extension of a certificate.</summary>
/// <param name="Oid">Its object identifier in dotted form.</param>
/// <param name="IsCritical">Whether a verifier that does not know it must refuse the certificate.</param>
/// <param name="Value">The content of its OCTET STRING; usually DER, but some authorities put raw text here.</param>
public sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value);
