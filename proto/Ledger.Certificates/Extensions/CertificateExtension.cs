using System.Formats.Asn1;

namespace Ledger.Certificates.Extensions;

/// <summary>One extension of a certificate, of a revocation list or of an entry of one: they share the shape (RFC 5280 §4.1).</summary>
/// <param name="Oid">Its object identifier in dotted form.</param>
/// <param name="IsCritical">Whether a verifier that does not know it must refuse the certificate.</param>
/// <param name="Value">The content of its OCTET STRING; usually DER, but some authorities put raw text here.</param>
public sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value)
{
    /// <summary>
    /// Reads the next of <paramref name="extensions"/>; an explicit <c>FALSE</c>, which DER forbids and authorities write, is taken too.
    /// </summary>
    /// <exception cref="AsnContentException">It does not decode.</exception>
    internal static CertificateExtension Read(AsnReader extensions)
    {
        var extension = extensions.ReadSequence();
        var oid = extension.ReadObjectIdentifier();
        var isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
        var value = extension.ReadOctetString();
        extension.ThrowIfNotEmpty();
        return new CertificateExtension(oid, isCritical, value);
    }
}
