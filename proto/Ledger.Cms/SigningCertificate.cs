using System.Formats.Asn1;
using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>
/// The signed attribute that names the signer's certificate by its digest (ESSCertID, RFC 2634 §5.4, RFC 5035): without it another
/// certificate of the same name and key could be put in its place.
/// </summary>
internal static class SigningCertificate
{
    /// <summary>
    /// Whether the attribute, where there is one, names <paramref name="certificate"/> first. RFC 3161 §2.4.2 wants it in every token, but
    /// authorities leave it out; then issuer and serial number have to do, as they do for messages.
    /// </summary>
    internal static bool IsNamed(MessageSignerInfo signer, Certificate certificate)
    {
        if (signer.SignedAttributes is not { } attributes)
        {
            return false;
        }

        try
        {
            return IsNamedIn(CmsOids.SigningCertificateAttribute, isFirstVersion: true)
                && IsNamedIn(CmsOids.SigningCertificateV2Attribute, isFirstVersion: false);
        }
        catch (AsnContentException)
        {
            return false;
        }

        bool IsNamedIn(string oid, bool isFirstVersion) =>
            !attributes.Has(oid) || IsNamed(attributes.Single(oid), certificate, isFirstVersion);
    }

    private static bool IsNamed(ReadOnlyMemory<byte>? value, Certificate certificate, bool isFirstVersion)
    {
        if (value is not { } encoded)
        {
            return false;
        }

        var first = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadSequence();
        var oid = isFirstVersion ? CmsOids.Sha1
            : first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? AlgorithmId.Read(first).Oid
            : CmsOids.Sha256;
        return CmsDigest.ComputeName(oid, certificate.Der.Span) is { } digest && first.ReadOctetString().AsSpan().SequenceEqual(digest);
    }
}
