using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Requests;

/// <summary>Reads a request field by field.</summary>
internal static class CertificationRequestReader
{
    private const int AttributesMax = 16;
    private static readonly Asn1Tag AttributesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    internal static CertificationRequestError Read(ReadOnlyMemory<byte> der, out CertificationRequest? request)
    {
        request = null;
        if (der.Length is 0 or > CertificationRequest.BytesMax)
        {
            return CertificationRequestError.Size;
        }

        if (!DerStructure.IsOneValue(der.Span))
        {
            return CertificationRequestError.Structure;
        }

        try
        {
            return ReadOuter(der.ToArray(), out request);
        }
        catch (AsnContentException)
        {
            return CertificationRequestError.Malformed;
        }
    }

    private static CertificationRequestError ReadOuter(ReadOnlyMemory<byte> der, out CertificationRequest? request)
    {
        request = null;
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signedBytes = outer.ReadEncodedValue();
        var algorithm = outer.ReadEncodedValue();
        var signature = outer.ReadBitString(out var unusedBits);
        outer.ThrowIfNotEmpty();

        var signed = new AsnReader(signedBytes, AsnEncodingRules.DER).ReadSequence();
        if (!signed.TryReadInt32(out var version) || version != 0 || unusedBits != 0)
        {
            return CertificationRequestError.Malformed;
        }

        var subject = DistinguishedNameReader.Read(signed.ReadEncodedValue());
        if (CertificateKeyReader.Read(signed.ReadEncodedValue(), out _) is not { } key)
        {
            return CertificationRequestError.PublicKey;
        }

        var attributes = new List<RequestAttribute>();
        if (signed.HasData && !TryReadAttributes(signed.ReadSetOf(skipSortOrderValidation: true, AttributesTag), attributes))
        {
            return CertificationRequestError.Attributes;
        }

        signed.ThrowIfNotEmpty();
        var oid = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
        request = new CertificationRequest(
            subject, key, attributes, signedBytes, new(oid, CertificateSignatureScheme.Read(algorithm), signature));
        return CertificationRequestError.None;
    }

    private static bool TryReadAttributes(AsnReader set, List<RequestAttribute> attributes)
    {
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var isWrapped = attribute.PeekTag().HasSameClassAndValue(Asn1Tag.SetOf);
            var encoded = attribute.ReadEncodedValue();
            attribute.ThrowIfNotEmpty();
            if (attributes.Count == AttributesMax)
            {
                return false;
            }

            AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
            attributes.Add(new RequestAttribute(oid, encoded.Slice(offset, length), isWrapped));
        }

        return true;
    }
}

/// <summary>Why bytes are not taken as a certification request. The values are stable.</summary>
public enum CertificationRequestError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="CertificationRequest.BytesMax"/>.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value: indefinite or overlong lengths, nesting beyond 32, bytes after the request.</summary>
    Structure = 2,

    /// <summary>The fields are not those of a certification request (RFC 2986 §4).</summary>
    Malformed = 3,

    /// <summary>The public key is refused: its curve is given by explicit parameters, or it is not on its curve.</summary>
    PublicKey = 4,

    /// <summary>There are more than 16 attributes.</summary>
    Attributes = 5,
}
