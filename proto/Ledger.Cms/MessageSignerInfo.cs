using System.Formats.Asn1;

namespace Ledger.Cms;

/// <summary>What a message says of one signer; nothing of it is checked yet.</summary>
public sealed class MessageSignerInfo
{
    private static readonly Asn1Tag SignedTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag UnsignedTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    private MessageSignerInfo(CertificateReference reference, AlgorithmId digest, AlgorithmId signatureAlgorithm)
    {
        Reference = reference;
        Digest = digest;
        SignatureAlgorithm = signatureAlgorithm;
    }

    /// <summary>Which certificate the signer names.</summary>
    public CertificateReference Reference { get; }

    /// <summary>Object identifier of the digest algorithm.</summary>
    public string DigestOid => Digest.Oid;

    /// <summary>Object identifier of the signature algorithm (digestEncryptionAlgorithm).</summary>
    public string SignatureOid => SignatureAlgorithm.Oid;

    /// <summary>The signature as carried.</summary>
    public ReadOnlyMemory<byte> Signature { get; private init; }

    /// <summary>The time that the signer claims, in milliseconds since 1970-01-01 UTC; null where there is none. Only a claim.</summary>
    public long? SigningTimeMs { get; private init; }

    /// <summary>A time-stamp token over the signature (RFC 3161 appendix A), or null.</summary>
    public ReadOnlyMemory<byte>? TimeStampToken => UnsignedAttributes?.Single(CmsOids.TimeStampTokenAttribute);

    internal AlgorithmId Digest { get; }

    internal AlgorithmId SignatureAlgorithm { get; }

    internal SignerAttributes? SignedAttributes { get; private init; }

    internal SignerAttributes? UnsignedAttributes { get; private init; }

    /// <summary>
    /// The single value, as encoded, of the signed attribute <paramref name="oid"/>; null where there is none, or not exactly one.
    /// </summary>
    public ReadOnlyMemory<byte>? FindSignedAttribute(string oid) => SignedAttributes?.Single(oid);

    /// <exception cref="AsnContentException">The bytes are no SignerInfo of version 1 or 3.</exception>
    internal static MessageSignerInfo Read(AsnReader from)
    {
        var info = from.ReadSequence();
        var version = info.TryReadInt32(out var number) ? number : -1;
        var reference = CertificateReference.Read(info);
        if (version != (reference.IsByKeyId ? 3 : 1))
        {
            throw new AsnContentException();
        }

        var digest = AlgorithmId.Read(info);
        var signed = ReadAttributes(info, SignedTag);
        var algorithm = AlgorithmId.Read(info);
        var signature = info.ReadOctetString();
        var unsigned = ReadAttributes(info, UnsignedTag);
        info.ThrowIfNotEmpty();
        return new MessageSignerInfo(reference, digest, algorithm)
        {
            SignedAttributes = signed,
            Signature = signature,
            UnsignedAttributes = unsigned,
            SigningTimeMs = signed?.Single(CmsOids.SigningTimeAttribute) is { } time ? ReadTime(time) : null,
        };
    }

    private static SignerAttributes? ReadAttributes(AsnReader info, Asn1Tag tag) =>
        info.HasData && info.PeekTag().HasSameClassAndValue(tag) ? SignerAttributes.Read(info.ReadEncodedValue(), tag) : null;

    private static long ReadTime(ReadOnlyMemory<byte> encoded)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        var time = reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
        reader.ThrowIfNotEmpty();
        return time.ToUnixTimeMilliseconds();
    }
}
