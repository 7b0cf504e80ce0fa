using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates;

/// <summary>
/// Issues certificates under one authority's key: for the test authorities of seeds and of a new consortium. Real authorities
/// have their own systems; the ledger only recognises what they issue.
/// </summary>
public sealed class CertificateIssuer
{
    private const int SerialNumberBytesMax = 20;
    private const int KeyIdBytes = 20;

    private readonly ISigner _signer;

    /// <summary>An issuer that signs with <paramref name="signer"/> under <paramref name="name"/>.</summary>
    public CertificateIssuer(DistinguishedName name, ISigner signer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(signer);
        Name = name;
        _signer = signer;
    }

    /// <summary>The name that the certificates give as their issuer.</summary>
    public DistinguishedName Name { get; }

    /// <summary>
    /// A self-signed root: issuer and subject are <see cref="Name"/>, the key is the signer's own; may sign certificates and revocation
    /// lists.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="Issue"/>.</exception>
    public Certificate IssueRoot(ReadOnlyMemory<byte> serialNumber, long notBeforeMs, long notAfterMs) => Issue(new CertificateTemplate
    {
        Subject = Name,
        PublicKey = _signer.PublicKey,
        SerialNumber = serialNumber,
        NotBeforeMs = notBeforeMs,
        NotAfterMs = notAfterMs,
        KeyUsage = KeyUsages.KeyCertSign | KeyUsages.CrlSign,
        IsAuthority = true,
    });

    /// <summary>Issues the certificate that <paramref name="template"/> asks for.</summary>
    /// <exception cref="ArgumentException">
    /// The template is inconsistent, or its key one that <see cref="PublicKeyRules"/> refuses.
    /// </exception>
    public Certificate Issue(CertificateTemplate template)
    {
        Require(template);
        var toSign = EncodeToBeSigned(template);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(toSign);
            CertificateOids.WriteAlgorithm(writer, _signer.PublicKey.Algorithm);
            writer.WriteBitString(_signer.Sign(toSign));
        }

        if (!Certificate.TryParse(writer.Encode(), out var certificate, out var error))
        {
            throw new ArgumentException($"The template makes a certificate that cannot be read back: {error}.", nameof(template));
        }

        return certificate;
    }

    private static void Require(CertificateTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var serial = template.SerialNumber.Span;
        if (serial.Length is 0 or > SerialNumberBytesMax || serial.TrimStart((byte)0).IsEmpty ||
            (serial.Length == SerialNumberBytesMax && serial[0] >= 0x80))
        {
            throw new ArgumentException("The serial number is not positive and at most 20 bytes in DER.", nameof(template));
        }

        if (PublicKeyRules.Check(template.PublicKey) is { } keyError)
        {
            throw new ArgumentException($"The public key is refused: {keyError}.", nameof(template));
        }

        if (template.PathLengthMax is not null && (!template.IsAuthority || template.PathLengthMax < 0))
        {
            throw new ArgumentException("Only an authority has a path length, and it is not negative.", nameof(template));
        }
    }

    private byte[] EncodeToBeSigned(CertificateTemplate template)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                writer.WriteInteger(2);
            }

            writer.WriteIntegerUnsigned(template.SerialNumber.Span.TrimStart((byte)0));
            CertificateOids.WriteAlgorithm(writer, _signer.PublicKey.Algorithm);
            writer.WriteEncodedValue(Name.Encoded.Span);
            using (writer.PushSequence())
            {
                WriteTime(writer, template.NotBeforeMs);
                WriteTime(writer, template.NotAfterMs);
            }

            writer.WriteEncodedValue(template.Subject.Encoded.Span);
            writer.WriteEncodedValue(template.PublicKey.ToSubjectPublicKeyInfo());
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
            using (writer.PushSequence())
            {
                WriteExtensions(writer, template);
            }
        }

        return writer.Encode();
    }

    private void WriteExtensions(AsnWriter writer, CertificateTemplate template)
    {
        WriteExtension(writer, CertificateOids.BasicConstraints, isCritical: true, value => WriteBasicConstraints(value, template));
        WriteExtension(writer, CertificateOids.KeyUsage, isCritical: true, value => value.WriteNamedBitList(template.KeyUsage));
        WriteExtension(
            writer, CertificateOids.SubjectKeyIdentifier, isCritical: false, value => value.WriteOctetString(KeyId(template.PublicKey)));
        WriteExtension(writer, CertificateOids.AuthorityKeyIdentifier, isCritical: false, value =>
        {
            using (value.PushSequence())
            {
                value.WriteOctetString(KeyId(_signer.PublicKey), new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        });
        if (template.OrganizationCode is { } code)
        {
            WriteExtension(
                writer,
                CertificateOids.OrganizationCode,
                isCritical: false,
                value => value.WriteCharacterString(UniversalTagNumber.PrintableString, code));
        }
    }

    private static void WriteBasicConstraints(AsnWriter writer, CertificateTemplate template)
    {
        using (writer.PushSequence())
        {
            if (template.IsAuthority)
            {
                writer.WriteBoolean(true);
                if (template.PathLengthMax is { } length)
                {
                    writer.WriteInteger(length);
                }
            }
        }
    }

    private static void WriteExtension(AsnWriter writer, string oid, bool isCritical, Action<AsnWriter> writeValue)
    {
        var value = new AsnWriter(AsnEncodingRules.DER);
        writeValue(value);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (isCritical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(value.Encode());
        }
    }

    /// <summary>UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).</summary>
    private static void WriteTime(AsnWriter writer, long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        if (time.Year is >= 1950 and < 2050)
        {
            writer.WriteUtcTime(time);
        }
        else
        {
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
    }

    /// <summary>RFC 7093 §2 method 1: the leftmost 160 bits of the key's SHA-256.</summary>
    private static byte[] KeyId(PublicKey key) => SHA256.HashData(key.Encoded)[..KeyIdBytes];
}
