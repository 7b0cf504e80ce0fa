using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Revocation;

/// <summary>Reads a revocation list field by field (RFC 5280 §5.1); the entries are gone through one by one.</summary>
internal static class RevocationListReader
{
    private const int Version2 = 1;
    private const int ExtensionsMax = 64;
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    internal static RevocationListError Read(ReadOnlyMemory<byte> der, out RevocationListFields? fields)
    {
        fields = null;
        if (der.Length is 0 or > RevocationList.BytesMax)
        {
            return RevocationListError.Size;
        }

        if (!DerStructure.IsOneValue(der.Span))
        {
            return RevocationListError.Structure;
        }

        try
        {
            // OCSPResponse begins with its status, a list with the signed part.
            var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            if (outer.HasData && outer.PeekTag().HasSameClassAndValue(Asn1Tag.Enumerated))
            {
                return RevocationListError.OcspAnswer;
            }

            return ReadOuter(der, out fields);
        }
        catch (AsnContentException)
        {
            return RevocationListError.Malformed;
        }
    }

    /// <summary>The issuer of what has the beginning of a list, whatever else is wrong with it; null where there is none.</summary>
    internal static DistinguishedName? TryReadIssuer(ReadOnlyMemory<byte> der)
    {
        if (der.Length > RevocationList.BytesMax || !DerStructure.IsOneValue(der.Span))
        {
            return null;
        }

        try
        {
            var signed = new AsnReader(new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue(), AsnEncodingRules.DER)
                .ReadSequence();
            if (signed.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            {
                signed.ReadEncodedValue();
            }

            signed.ReadEncodedValue(); // the algorithm
            return DistinguishedNameReader.Read(signed.ReadEncodedValue());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static RevocationListError ReadOuter(ReadOnlyMemory<byte> der, out RevocationListFields fields)
    {
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signed = list.ReadEncodedValue();
        var algorithm = list.ReadEncodedValue();
        var signature = list.ReadBitString(out var unusedBits);
        list.ThrowIfNotEmpty();
        fields = new RevocationListFields
        {
            Der = der,
            SignedBytes = signed,
            Signature = signature,
            SignatureAlgorithmOid = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier(),
            SignatureScheme = CertificateSignatureScheme.Read(algorithm),
        };
        return unusedBits != 0 ? RevocationListError.Malformed : ReadSigned(algorithm.Span, fields);
    }

    private static RevocationListError ReadSigned(ReadOnlySpan<byte> outerAlgorithm, RevocationListFields fields)
    {
        var signed = new AsnReader(fields.SignedBytes, AsnEncodingRules.DER).ReadSequence();
        var isVersion2 = signed.PeekTag().HasSameClassAndValue(Asn1Tag.Integer);
        if (isVersion2 && !(signed.TryReadInt32(out var version) && version == Version2))
        {
            return RevocationListError.Version;
        }

        if (!signed.ReadEncodedValue().Span.SequenceEqual(outerAlgorithm))
        {
            return RevocationListError.AlgorithmMismatch;
        }

        fields.Issuer = DistinguishedNameReader.Read(signed.ReadEncodedValue());
        fields.ThisUpdateMs = DerTime.Read(signed);
        if (signed.HasData && DerTime.IsNext(signed))
        {
            fields.NextUpdateMs = DerTime.Read(signed);
        }

        var error = RevocationListError.None;
        if (signed.HasData && signed.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            error = RevocationEntries.Read(signed.ReadEncodedValue(), isVersion2, out var entries);
            fields.Entries = entries;
        }

        return error != RevocationListError.None || !signed.HasData ? error
            : !isVersion2 ? RevocationListError.Version
            : ReadExtensions(signed, fields);
    }

    private static RevocationListError ReadExtensions(AsnReader signed, RevocationListFields fields)
    {
        var wrapper = signed.ReadSequence(ExtensionsTag);
        signed.ThrowIfNotEmpty();
        var extensions = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (extensions.HasData)
        {
            var (oid, isCritical, value) = CertificateExtension.Read(extensions);
            if (seen.Count == ExtensionsMax || !seen.Add(oid))
            {
                return RevocationListError.CriticalExtension;
            }

            var error = Interpret(oid, isCritical, value, fields);
            if (error != RevocationListError.None)
            {
                return error;
            }
        }

        return RevocationListError.None;
    }

    private static RevocationListError Interpret(string oid, bool isCritical, ReadOnlyMemory<byte> value, RevocationListFields fields)
    {
        if (oid is (CertificateOids.AuthorityKeyIdentifier or "2.5.29.20" or "2.5.29.28") && !DerStructure.IsOneValue(value.Span))
        {
            return RevocationListError.Malformed;
        }

        if (oid is CertificateOids.AuthorityKeyIdentifier)
        {
            var sequence = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
            var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
            fields.AuthorityKeyId = sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag) ? sequence.ReadOctetString(tag) : null;
            return RevocationListError.None;
        }

        switch (oid)
        {
            case "2.5.29.20":
                fields.Number = new AsnReader(value, AsnEncodingRules.DER).ReadIntegerBytes();
                return RevocationListError.None;
            case "2.5.29.27":
                return RevocationListError.Delta;
            case "2.5.29.28":
                return IssuingDistributionPoint.Read(value, fields);
            default:
                return isCritical ? RevocationListError.CriticalExtension : RevocationListError.None;
        }
    }
}
