using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>How a message names a signer or a recipient: issuer and serial number, or the subject key identifier.</summary>
public sealed class CertificateReference
{
    private static readonly Asn1Tag KeyIdTag = new(TagClass.ContextSpecific, 0);

    private CertificateReference(ReadOnlyMemory<byte> issuer, ReadOnlyMemory<byte> serialNumber, ReadOnlyMemory<byte> keyId)
    {
        Issuer = issuer;
        SerialNumber = serialNumber;
        KeyId = keyId;
    }

    /// <summary>The issuer's name as encoded; empty where the key identifier is given.</summary>
    public ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>The serial number as encoded; empty where the key identifier is given.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>The subject key identifier; empty where issuer and serial number are given.</summary>
    public ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>Whether the reference is by key identifier.</summary>
    public bool IsByKeyId => !KeyId.IsEmpty;

    /// <summary>
    /// Whether <paramref name="certificate"/> is meant: byte for byte. A certificate without the key identifier extension is named by the
    /// SHA-1 of its key (RFC 5280 §4.2.1.2 method 1), which here only names and protects nothing.
    /// </summary>
    public bool Names(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return IsByKeyId
            ? KeyIdOf(certificate).AsSpan().SequenceEqual(KeyId.Span)
            : certificate.Issuer.Encoded.Span.SequenceEqual(Issuer.Span) && certificate.SerialNumber.Span.SequenceEqual(SerialNumber.Span);
    }

    /// <summary>The reference to <paramref name="certificate"/>.</summary>
    internal static CertificateReference To(Certificate certificate, bool byKeyId) => byKeyId
        ? new CertificateReference(default, default, KeyIdOf(certificate))
        : new CertificateReference(certificate.Issuer.Encoded, certificate.SerialNumber, default);

    internal static CertificateReference Read(AsnReader from)
    {
        if (from.PeekTag().HasSameClassAndValue(KeyIdTag))
        {
            var keyId = from.ReadOctetString(KeyIdTag);
            return keyId.Length is > 0 and <= 64 ? new CertificateReference(default, default, keyId) : throw new AsnContentException();
        }

        var sequence = from.ReadSequence();
        var issuer = sequence.ReadEncodedValue();
        var serial = sequence.ReadIntegerBytes();
        sequence.ThrowIfNotEmpty();
        return new CertificateReference(issuer, serial, default);
    }

    internal void Write(AsnWriter writer)
    {
        if (IsByKeyId)
        {
            writer.WriteOctetString(KeyId.Span, KeyIdTag);
            return;
        }

        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(Issuer.Span);
            writer.WriteInteger(SerialNumber.Span);
        }
    }

    private static byte[] KeyIdOf(Certificate certificate)
    {
        if (certificate.FindExtension(CertificateOids.SubjectKeyIdentifier) is { } extension)
        {
            try
            {
                var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
                var keyId = reader.ReadOctetString();
                reader.ThrowIfNotEmpty();
                return keyId;
            }
            catch (AsnContentException)
            {
                return [];
            }
        }

#pragma warning disable CA5350 // A name, not a protection.
        return SHA1.HashData(certificate.PublicKey.Encoded);
#pragma warning restore CA5350
    }
}
