using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>Checks one signer after the other against one content.</summary>
internal sealed class SignerCheck(ISignatureVerifier verifier, CmsProfile profile, string contentTypeOid, ReadOnlyMemory<byte> content)
{
    /// <summary>A certificate with a key usage must have one of these.</summary>
    internal KeyUsages Usages { get; init; } = KeyUsages.Signing;

    internal SignerVerdict Run(MessageSignerInfo signer, IReadOnlyList<Certificate> certificates)
    {
        var certificate = certificates.FirstOrDefault(signer.Reference.Names);
        if (certificate is null)
        {
            return new SignerVerdict(signer, null, CmsError.SignerCertificateMissing);
        }

        var error = Check(signer, certificate, out var id);
        return new SignerVerdict(signer, certificate, error) { SignerId = id };
    }

    private CmsError Check(MessageSignerInfo signer, Certificate certificate, out string? id)
    {
        id = null;
        var key = certificate.PublicKey;
        if (certificate.KeyUsage is { } usage && (usage & Usages) == 0)
        {
            return CmsError.KeyUsage;
        }

        if (signer.DigestOid != CmsDigest.OidOf(key.Algorithm) || !signer.Digest.HasNoParameters ||
            !IsSignatureOf(signer.SignatureAlgorithm, key.Algorithm))
        {
            return CmsError.Algorithm;
        }

        var signed = content;
        var error = signer.SignedAttributes is { } attributes
            ? CheckAttributes(attributes, signer.DigestOid, out signed)
            : CheckBareContent();
        if (error != CmsError.None)
        {
            return error;
        }

        error = SignatureForms.TryToDer(signer.Signature, key.Algorithm, profile.RawSm2Signatures, out var signature);
        if (error != CmsError.None)
        {
            return error;
        }

        // RFC 5652 §5.4: the signature is over the DER of the attributes, in whatever order they are stored. Some sign what they store.
        if (IsValid(key, signed, signature) || (signer.SignedAttributes?.SortedBytes is { } sorted && IsValid(key, sorted, signature)))
        {
            return CmsError.None;
        }

        if (SignatureForms.WhyNoDer(signature.Span, key.Algorithm) is not null)
        {
            return CmsError.SignatureForm;
        }

        id = OtherSignerIds.Find(key, (signer.SignedAttributes?.SortedBytes ?? signed).Span, signature.Span)
            ?? OtherSignerIds.Find(key, signed.Span, signature.Span);
        return id is null ? CmsError.SignatureInvalid : CmsError.SignerId;
    }

    private bool IsValid(PublicKey key, ReadOnlyMemory<byte> signed, ReadOnlyMemory<byte> signature)
    {
        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(key, signed, signature)], valid);
        return valid[0];
    }

    private CmsError CheckAttributes(SignerAttributes attributes, string digestOid, out ReadOnlyMemory<byte> signed)
    {
        signed = attributes.SignedBytes;
        if (attributes.Single(CmsOids.ContentTypeAttribute) is not { } type ||
            attributes.Single(CmsOids.MessageDigestAttribute) is not { } digest)
        {
            return CmsError.SignedAttributes;
        }

        try
        {
            if (!IsSameType(new AsnReader(type, AsnEncodingRules.DER).ReadObjectIdentifier()))
            {
                return CmsError.ContentTypeMismatch;
            }

            var claimed = new AsnReader(digest, AsnEncodingRules.DER).ReadOctetString();
            return claimed.AsSpan().SequenceEqual(CmsDigest.Compute(digestOid, content.Span)) ? CmsError.None : CmsError.DigestMismatch;
        }
        catch (AsnContentException)
        {
            return CmsError.SignedAttributes;
        }
    }

    /// <summary>
    /// Without attributes only data may be signed (RFC 5652 §5.3), and the content must not itself read as signed attributes: a signature
    /// over those, with the attributes moved into the content, would otherwise count for a message that nobody signed.
    /// </summary>
    private CmsError CheckBareContent()
    {
        if (contentTypeOid is not (CmsOids.Data or CmsOids.GmData))
        {
            return CmsError.SignedAttributes;
        }

        if (content.IsEmpty || content.Span[0] != 0x31 || ContentInfo.Check(content.Span) != CmsError.None)
        {
            return CmsError.None;
        }

        try
        {
            return SignerAttributes.Read(content, Asn1Tag.SetOf).Has(CmsOids.MessageDigestAttribute)
                ? CmsError.AmbiguousContent
                : CmsError.None;
        }
        catch (AsnContentException)
        {
            return CmsError.None;
        }
    }

    private bool IsSameType(string signedType) => signedType == contentTypeOid
        || (profile.DataTypeMismatch && signedType is CmsOids.Data or CmsOids.GmData && contentTypeOid is CmsOids.Data or CmsOids.GmData);

    private static bool IsSignatureOf(AlgorithmId algorithm, SignatureAlgorithm key) => algorithm.HasNoParameters && key switch
    {
        SignatureAlgorithm.Sm2Sm3 => algorithm.Oid is CmsOids.Sm2Signature or CmsOids.Sm2WithSm3,
        SignatureAlgorithm.RsaPkcs1Sha256 => algorithm.Oid == CmsOids.RsaEncryption || algorithm.Oid == CertificateOids.Of(key),
        _ => algorithm.Oid == CertificateOids.Of(key),
    };
}
