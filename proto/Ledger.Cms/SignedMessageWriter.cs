using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>Makes signed messages.</summary>
public static class SignedMessageWriter
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>
    /// Signs <paramref name="content"/> by every one of <paramref name="signers"/>. Null, with the reason, for a certificate that does not
    /// sign, no or too many signers, content that is too long to carry, or bare content that is of another type than data or begins as a
    /// message of the ledger.
    /// </summary>
    public static byte[]? TrySign(
        ReadOnlyMemory<byte> content, IReadOnlyList<MessageSigner> signers, SignedMessageOptions options, out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(options);
        error = Check(content, signers, options);
        if (error != CmsError.None)
        {
            return null;
        }

        var contentType = options.ContentTypeOid ?? (options.Guomi ? CmsOids.GmData : CmsOids.Data);
        var message = ContentInfo.Write(options.Guomi ? CmsOids.GmSignedData : CmsOids.SignedData, writer =>
        {
            writer.WriteInteger(contentType is CmsOids.GmData or CmsOids.Data ? 1 : 3);
            WriteDigests(writer, signers);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(contentType);
                if (!options.Detached)
                {
                    using (writer.PushSequence(Tag0))
                    {
                        writer.WriteOctetString(content.Span);
                    }
                }
            }

            WriteCertificates(writer, [.. signers.Select(signer => signer.Certificate), .. options.Certificates]);
            WriteSigners(writer, content, signers, options, contentType);
        });
        error = message.Length > CmsLimits.MessageBytesMax ? CmsError.Size : CmsError.None;
        return error == CmsError.None ? message : null;
    }

    /// <summary>The certificates, each once, and nothing signed: how authorities hand out chains.</summary>
    public static byte[] WriteCertificatesOnly(IReadOnlyList<Certificate> certificates) => ContentInfo.Write(CmsOids.SignedData, writer =>
    {
        writer.WriteInteger(1);
        writer.PushSetOf().Dispose();
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.Data);
        }

        WriteCertificates(writer, certificates);
        writer.PushSetOf().Dispose();
    });

    /// <summary>
    /// Without attributes the key signs the content itself, and somebody's file would become a transaction (docs/spec/signed-messages.md).
    /// </summary>
    internal static bool IsLedgerMessage(ReadOnlySpan<byte> content) => content.StartsWith("ledger/"u8);

    internal static void WriteDigests(AsnWriter writer, IReadOnlyList<MessageSigner> signers)
    {
        using (writer.PushSetOf())
        {
            foreach (var oid in signers.Select(signer => CmsDigest.OidOf(signer.Signer.PublicKey.Algorithm)).Distinct())
            {
                AlgorithmId.Write(writer, oid, withNull: true);
            }
        }
    }

    internal static void WriteCertificates(AsnWriter writer, IReadOnlyList<Certificate> certificates)
    {
        using (writer.PushSetOf(Tag0))
        {
            var written = new List<Certificate>();
            foreach (var certificate in certificates)
            {
                if (!written.Exists(one => one.Der.Span.SequenceEqual(certificate.Der.Span)))
                {
                    written.Add(certificate);
                    writer.WriteEncodedValue(certificate.Der.Span);
                }
            }
        }
    }

    internal static void WriteSigners(
        AsnWriter writer, ReadOnlyMemory<byte> content, IReadOnlyList<MessageSigner> signers, SignedMessageOptions options,
        string contentType)
    {
        using (writer.PushSetOf())
        {
            foreach (var signer in signers)
            {
                WriteSigner(writer, content, signer, options, contentType);
            }
        }
    }

    private static void WriteSigner(
        AsnWriter writer, ReadOnlyMemory<byte> content, MessageSigner signer, SignedMessageOptions options, string contentType)
    {
        var algorithm = signer.Signer.PublicKey.Algorithm;
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            CertificateReference.To(signer.Certificate, byKeyId: false).Write(writer);
            AlgorithmId.Write(writer, CmsDigest.OidOf(algorithm), withNull: true);
            var signed = content.Span;
            if (options.SignedAttributes)
            {
                var attributes = EncodeAttributes(CmsDigest.Compute(CmsDigest.OidOf(algorithm), content.Span)!, options, contentType);
                signed = attributes;
                var tagged = attributes.ToArray();
                tagged[0] = 0xA0;
                writer.WriteEncodedValue(tagged);
            }

            AlgorithmId.Write(
                writer, SignatureOid(algorithm), withNull: algorithm is SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.RsaPkcs1Sha256);
            writer.WriteOctetString(signer.Signer.Sign(signed));
        }
    }

    internal static byte[] EncodeAttributes(byte[] contentDigest, SignedMessageOptions options, string contentType)
    {
        var set = new AsnWriter(AsnEncodingRules.DER);
        using (set.PushSetOf())
        {
            WriteAttribute(set, CmsOids.ContentTypeAttribute, value => value.WriteObjectIdentifier(contentType));
            WriteAttribute(set, CmsOids.MessageDigestAttribute, value => value.WriteOctetString(contentDigest));
            if (options.SigningTimeMs is { } time)
            {
                WriteAttribute(set, CmsOids.SigningTimeAttribute, value => WriteTime(value, time));
            }

            foreach (var (oid, encoded) in options.Attributes)
            {
                WriteAttribute(set, oid, value => value.WriteEncodedValue(encoded.Span));
            }
        }

        return set.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> writeValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
            {
                writeValue(writer);
            }
        }
    }

    /// <summary>UTCTime through 2049, GeneralizedTime after (RFC 5652 §11.3).</summary>
    private static void WriteTime(AsnWriter writer, long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs - (timeMs % 1000));
        if (time.Year is >= 1950 and < 2050)
        {
            writer.WriteUtcTime(time);
        }
        else
        {
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
    }

    private static string SignatureOid(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => CmsOids.Sm2Signature,
        SignatureAlgorithm.RsaPkcs1Sha256 => CmsOids.RsaEncryption,
        _ => CertificateOids.Of(algorithm),
    };

    private static CmsError Check(ReadOnlyMemory<byte> content, IReadOnlyList<MessageSigner> signers, SignedMessageOptions options)
    {
        if (signers.Count == 0)
        {
            return CmsError.NoSigner;
        }

        if (signers.Count > CmsLimits.SignersMax || signers.Count + options.Certificates.Count > CmsLimits.CertificatesMax)
        {
            return CmsError.TooMany;
        }

        if (!options.Detached && content.Length > CmsLimits.MessageBytesMax)
        {
            return CmsError.Size;
        }

        if (!options.SignedAttributes && options.ContentTypeOid is not (null or CmsOids.Data or CmsOids.GmData))
        {
            return CmsError.SignedAttributes;
        }

        if (!options.SignedAttributes && IsLedgerMessage(content.Span))
        {
            return CmsError.LedgerMessage;
        }

        return signers.Select(signer => signer.Check()).FirstOrDefault(error => error != CmsError.None, CmsError.None);
    }
}
