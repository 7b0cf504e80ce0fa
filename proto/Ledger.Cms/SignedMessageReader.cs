using System.Formats.Asn1;
using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>Reads SignedData (GM/T 0010 §8, RFC 5652 §5.1).</summary>
internal static class SignedMessageReader
{
    private static readonly Asn1Tag ContentTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag CertificatesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ListsTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    internal static CmsError Read(ReadOnlyMemory<byte> der, out SignedMessageFields? fields)
    {
        SignedMessageFields? read = null;
        var error = ContentInfo.Read(der, (type, inner) => type is CmsOids.GmSignedData or CmsOids.SignedData
            ? ReadSignedData(type, inner, out read)
            : CmsError.ContentType);
        fields = read;
        return error;
    }

    /// <summary>
    /// Certificates, revocation lists (which path validation gets elsewhere) and signers: the tail of signed and of signed-and-enveloped
    /// data.
    /// </summary>
    internal static CmsError ReadTail(AsnReader data, SignedMessageFields fields)
    {
        if (data.HasData && data.PeekTag().HasSameClassAndValue(CertificatesTag)
            && !TryReadCertificates(data.ReadSetOf(skipSortOrderValidation: true, CertificatesTag), fields))
        {
            return CmsError.TooMany;
        }

        if (data.HasData && data.PeekTag().HasSameClassAndValue(ListsTag))
        {
            data.ReadEncodedValue();
        }

        var signers = data.ReadSetOf(skipSortOrderValidation: true);
        data.ThrowIfNotEmpty();
        while (signers.HasData)
        {
            if (fields.Signers.Count == CmsLimits.SignersMax)
            {
                return CmsError.TooMany;
            }

            fields.Signers.Add(MessageSignerInfo.Read(signers));
        }

        return CmsError.None;
    }

    private static CmsError ReadSignedData(string type, AsnReader data, out SignedMessageFields? fields)
    {
        fields = null;
        if (!data.TryReadInt32(out var version) || version is not (1 or 3))
        {
            return CmsError.Version;
        }

        ReadDigestAlgorithms(data.ReadSetOf(skipSortOrderValidation: true));
        var encapsulated = data.ReadSequence();
        var contentType = encapsulated.ReadObjectIdentifier();
        ReadOnlyMemory<byte>? content = null;
        if (encapsulated.HasData)
        {
            var wrapper = encapsulated.ReadSequence(ContentTag);
            content = wrapper.ReadOctetString();
            wrapper.ThrowIfNotEmpty();
            encapsulated.ThrowIfNotEmpty();
        }

        fields = new SignedMessageFields { TypeOid = type, ContentTypeOid = contentType, Content = content };
        return ReadTail(data, fields);
    }

    /// <summary>A hint for one-pass readers; what counts is each signer's own.</summary>
    internal static void ReadDigestAlgorithms(AsnReader set)
    {
        for (var count = 0; set.HasData; count++)
        {
            if (count == CmsLimits.SignersMax)
            {
                throw new AsnContentException();
            }

            AlgorithmId.Read(set);
        }
    }

    private static bool TryReadCertificates(AsnReader set, SignedMessageFields fields)
    {
        while (set.HasData)
        {
            if (fields.Certificates.Count + fields.CertificatesRefused == CmsLimits.CertificatesMax)
            {
                return false;
            }

            if (Certificate.TryParse(set.ReadEncodedValue(), out var certificate, out _))
            {
                fields.Certificates.Add(certificate);
            }
            else
            {
                fields.CertificatesRefused++;
            }
        }

        return true;
    }
}
