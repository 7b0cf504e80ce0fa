using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Names;
using Ledger.Crypto;

namespace Ledger.Certificates;

/// <summary>Reads a certificate field by field (RFC 5280 §4.1).</summary>
internal static class CertificateReader
{
    private const int Version1 = 0;
    private const int Version3 = 2;
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag IssuerUniqueIdTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectUniqueIdTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    internal static CertificateError Read(ReadOnlyMemory<byte> der, bool anyKey, out CertificateFields? fields)
    {
        fields = null;
        if (der.Length is 0 or > Certificate.BytesMax)
        {
            return CertificateError.Size;
        }

        if (!DerStructure.IsOneValue(der.Span))
        {
            return CertificateError.Structure;
        }

        try
        {
            return ReadOuter(der.ToArray(), anyKey, out fields);
        }
        catch (AsnContentException)
        {
            return CertificateError.Malformed;
        }
    }

    private static CertificateError ReadOuter(ReadOnlyMemory<byte> der, bool anyKey, out CertificateFields fields)
    {
        var certificate = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signed = certificate.ReadEncodedValue();
        var algorithm = certificate.ReadEncodedValue();
        var signature = certificate.ReadBitString(out var unusedBits);
        certificate.ThrowIfNotEmpty();
        fields = new CertificateFields
        {
            Der = der,
            SignedBytes = signed,
            SignatureAlgorithmOid = ReadAlgorithm(algorithm),
            SignatureAlgorithmIdentifier = algorithm,
            Signature = signature,
        };
        return unusedBits != 0 ? CertificateError.Malformed : ReadSigned(algorithm.Span, anyKey, fields);
    }

    private static CertificateError ReadSigned(ReadOnlySpan<byte> outerAlgorithm, bool anyKey, CertificateFields fields)
    {
        var signed = new AsnReader(fields.SignedBytes, AsnEncodingRules.DER).ReadSequence();
        var version = signed.PeekTag().HasSameClassAndValue(VersionTag) ? ReadVersion(signed) : Version1;
        fields.SerialNumber = signed.ReadIntegerBytes();
        if (!signed.ReadEncodedValue().Span.SequenceEqual(outerAlgorithm))
        {
            return CertificateError.AlgorithmMismatch;
        }

        fields.Issuer = DistinguishedNameReader.Read(signed.ReadEncodedValue());
        var validity = signed.ReadSequence();
        fields.NotBeforeMs = anyKey ? DerTime.Read(validity) : DerTime.ReadStrict(validity);
        fields.NotAfterMs = anyKey ? DerTime.Read(validity) : DerTime.ReadStrict(validity);
        validity.ThrowIfNotEmpty();
        fields.Subject = DistinguishedNameReader.Read(signed.ReadEncodedValue());
        var keyInfo = signed.ReadEncodedValue();
        fields.PublicKey = PublicKey.FromSubjectPublicKeyInfo(keyInfo, out _);
        if (CertificateKeyReader.Read(keyInfo, out var keyError) is not { } key || (fields.PublicKey is null && !anyKey))
        {
            return keyError == CertificateError.None ? CertificateError.PublicKeyUntaken : keyError;
        }

        fields.Key = key;
        var error = ReadOptional(signed, version, anyKey, fields);
        return error == CertificateError.None && fields.NotBeforeMs > fields.NotAfterMs ? CertificateError.Validity : error;
    }

    private static CertificateError ReadOptional(AsnReader signed, int version, bool anyKey, CertificateFields fields)
    {
        if (version is not (Version1 or Version3) || (version == Version1 && signed.HasData))
        {
            return CertificateError.Version;
        }

        SkipUniqueId(signed, IssuerUniqueIdTag);
        SkipUniqueId(signed, SubjectUniqueIdTag);
        if (!signed.HasData)
        {
            return CertificateError.None;
        }

        var wrapper = signed.ReadSequence(ExtensionsTag);
        signed.ThrowIfNotEmpty();
        var extensions = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        return CertificateExtensionsReader.Read(extensions, anyKey, fields);
    }

    /// <summary>The identifier; for the algorithms taken, its parameters are NULL or absent, and both occur.</summary>
    private static string ReadAlgorithm(ReadOnlyMemory<byte> encoded)
    {
        var algorithm = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData && CertificateOids.SignatureAlgorithmOf(oid) is not null)
        {
            algorithm.ReadNull();
            algorithm.ThrowIfNotEmpty();
        }

        return oid;
    }

    private static int ReadVersion(AsnReader signed)
    {
        var wrapper = signed.ReadSequence(VersionTag);
        var version = wrapper.TryReadInt32(out var value) ? value : -1;
        wrapper.ThrowIfNotEmpty();
        return version;
    }

    private static void SkipUniqueId(AsnReader signed, Asn1Tag tag)
    {
        if (signed.HasData && signed.PeekTag().HasSameClassAndValue(tag))
        {
            signed.ReadBitString(out _, tag);
        }
    }
}
