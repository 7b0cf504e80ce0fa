using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Files;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.Files;

/// <summary>
/// Decides what a file is by its shape, in BER as in DER, so that one of the wrong kind is refused by its name. The one place that does.
/// </summary>
public static class FileKinds
{
    private const int HeaderBytes = 1024;
    private const int ZipEndBytesMax = 22 + 0xFFFF;
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string PkcsPbe = "1.2.840.113549.1.12.1.";
    private const string Pkcs5Pbe = "1.2.840.113549.1.5.";

    /// <summary>The kind of a part of a file; its label counts only where its shape says nothing.</summary>
    public static FileKind Of(FilePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var kind = part.Label.Length == 0 ? OfBytes(part.Bytes) : OfLabelled(part);
        return kind != FileKind.Unknown ? kind : part.Label switch
        {
            "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" => FileKind.Certificate,
            "X509 CRL" => FileKind.RevocationList,
            "ENCRYPTED PRIVATE KEY" => FileKind.EncryptedPkcs8,
            "PRIVATE KEY" => FileKind.Pkcs8,
            "RSA PRIVATE KEY" => FileKind.RsaPrivateKey,
            "CFCA KEY" => FileKind.CfcaSm2,
            _ when part.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) => FileKind.EcPrivateKey,
            _ => FileKind.Unknown,
        };
    }

    /// <summary>The kind of a file: that of its first part.</summary>
    public static FileKind Of(UnwrappedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Parts.Count == 0 ? FileKind.Unknown : Of(file.Parts[0]);
    }

    /// <summary>The kind in words, for a message: <c>a certificate</c>; null where it is unknown.</summary>
    public static string? NameOf(FileKind kind) => kind switch
    {
        FileKind.Empty => "empty",
        FileKind.Json => "JSON",
        FileKind.Pdf => "a PDF document",
        FileKind.Zip => "a ZIP archive, such as an OFD document",
        FileKind.Markup => "a web page or XML",
        FileKind.Jks => "a Java keystore of the old kind (JKS)",
        FileKind.MimeMultipart => "an S/MIME message of several parts",
        FileKind.Certificate => "a certificate",
        FileKind.RevocationList => "a revocation list",
        FileKind.CertificationRequest => "a certificate request",
        FileKind.PublicKey => "a public key",
        FileKind.CurveParameters => "a curve's parameters",
        FileKind.Seal => "an electronic seal",
        FileKind.Pkcs8 => "a private key in clear (PKCS #8)",
        FileKind.EncryptedPkcs8 => "a private key under a password (PKCS #8)",
        FileKind.EcPrivateKey => "a private key in clear (RFC 5915)",
        FileKind.RsaPrivateKey => "an RSA private key in clear (PKCS #1)",
        FileKind.Pkcs12 => "a PKCS #12 file",
        FileKind.CfcaSm2 => "a .sm2 file of CFCA",
        FileKind.LedgerKeyFile => "a key file of Ledger",
        FileKind.EnvelopedKey => "the encryption key of a pair, enveloped to the signing key (GM/T 0009)",
        FileKind.CertificateResponse => "an authority's answer to a request (GM/T 0092)",
        FileKind.SignedMessage => "a signed message",
        FileKind.EnvelopedMessage => "an encrypted message",
        FileKind.SignedEnvelopedMessage => "a message that is signed and encrypted",
        FileKind.OtherMessage => "a message of another content type",
        FileKind.Sm2Ciphertext => "a bare SM2 ciphertext, and no message around it",
        FileKind.RawSm2Ciphertext => "a raw SM2 ciphertext (04 ‖ x ‖ y ‖ …), and no message around it",
        FileKind.Signature => "a bare signature, and no message around it",
        _ => null,
    };

    /// <summary>
    /// Whether a file of this kind is a key or a certificate beyond doubt: what no PIN and no password looks like by chance.
    /// </summary>
    public static bool IsCredential(FileKind kind) => kind is FileKind.Certificate or FileKind.CertificationRequest or FileKind.PublicKey
        or (>= FileKind.Pkcs8 and <= FileKind.CertificateResponse);

    /// <summary>What is in PEM is ASN.1, or is encrypted and then has no shape.</summary>
    private static FileKind OfLabelled(FilePart part) =>
        part.Bytes.Span is [0x30 or 0x06, ..] &&
            !part.Headers.Contains("ENCRYPTED", StringComparison.Ordinal) ? OfAsn1(part.Bytes) : FileKind.Unknown;

    private static FileKind OfBytes(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var text = span.TrimStart(" \r\n\t"u8);
        return span.IsEmpty ? FileKind.Empty
            : span[..Math.Min(span.Length, HeaderBytes)].IndexOf("%PDF-"u8) >= 0 ? FileKind.Pdf
            : span.StartsWith("PK\u0003\u0004"u8) ? FileKind.Zip
            : span is [0xFE, 0xED, 0xFE, 0xED, ..] ? FileKind.Jks
            : text.StartsWith("{"u8) && IsKeyFile(span) ? FileKind.LedgerKeyFile
            : text.StartsWith("{"u8) || text.StartsWith("["u8) ? FileKind.Json
            : text.StartsWith("<"u8) ? FileKind.Markup
            : span[0] == 0x30 || span[0] == 0x06 ? OfAsn1(bytes)
            : span[0] == 0x04 && span.Length > 97 ? FileKind.RawSm2Ciphertext
            : text.IndexOf("multipart/signed"u8) >= 0 ? FileKind.MimeMultipart
            : HoldsZip(span) ? FileKind.Zip
            : FileKind.Unknown;
    }

    // One of a later version is a key file too: that it is of another version is said when it is opened.
    private static bool IsKeyFile(ReadOnlySpan<byte> json) =>
        KeyFile.TryDescribe(json, out var error) is not null || error == KeyFileError.Version;

    /// <summary>Some vendors put bytes of their own before an archive: what counts is how it begins after them, and how it ends.</summary>
    private static bool HoldsZip(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, HeaderBytes)].IndexOf("PK\u0003\u0004"u8) >= 0
        && bytes[Math.Max(0, bytes.Length - ZipEndBytesMax)..].LastIndexOf("PK\u0005\u0006"u8) >= 0;

    private static FileKind OfAsn1(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.BER);
            if (Is(reader, Asn1Tag.ObjectIdentifier))
            {
                return FileKind.CurveParameters;
            }

            var sequence = reader.ReadSequence();
            return !sequence.HasData ? FileKind.Unknown
                : Is(sequence, Asn1Tag.Integer) ? AfterNumber(sequence)
                : Is(sequence, Asn1Tag.ObjectIdentifier) ? AfterIdentifier(sequence)
                : Is(sequence, Asn1Tag.Sequence) ? AfterSequence(sequence)
                : Is(sequence, Asn1Tag.SetOf) ? AfterSet(sequence)
                : FileKind.Unknown;
        }
        catch (AsnContentException)
        {
            return FileKind.Unknown;
        }
    }

    private static FileKind AfterNumber(AsnReader sequence)
    {
        var version = sequence.ReadInteger();
        if (!sequence.HasData)
        {
            return FileKind.Unknown;
        }

        if (Is(sequence, Asn1Tag.PrimitiveOctetString))
        {
            return FileKind.EcPrivateKey;
        }

        if (Is(sequence, Asn1Tag.Integer))
        {
            var numbers = 1;
            for (; sequence.HasData && Is(sequence, Asn1Tag.Integer); numbers++)
            {
                sequence.ReadEncodedValue();
            }

            return sequence.HasData && numbers == 2 ? FileKind.Sm2Ciphertext : numbers >= 9 ? FileKind.RsaPrivateKey : FileKind.Signature;
        }

        var first = sequence.ReadSequence();
        if (!first.HasData || !Is(first, Asn1Tag.ObjectIdentifier))
        {
            return FileKind.Unknown;
        }

        var oid = first.ReadObjectIdentifier();
        return version == 3 ? FileKind.Pkcs12
            : oid == CmsOids.GmData ? FileKind.CfcaSm2
            : sequence.HasData && Is(sequence, Asn1Tag.PrimitiveOctetString) ? FileKind.Pkcs8
            : FileKind.Unknown;
    }

    private static FileKind AfterIdentifier(AsnReader sequence) => sequence.ReadObjectIdentifier() switch
    {
        CmsOids.GmSignedData or CmsOids.SignedData => FileKind.SignedMessage,
        CmsOids.GmEnvelopedData or CmsOids.EnvelopedData or CmsOids.AuthEnvelopedData => FileKind.EnvelopedMessage,
        CmsOids.GmSignedAndEnvelopedData => FileKind.SignedEnvelopedMessage,
        _ => FileKind.OtherMessage,
    };

    // An answer begins with the set of the signing certificates.
    private static FileKind AfterSet(AsnReader sequence)
    {
        var certificates = sequence.ReadSetOf(skipSortOrderValidation: true);
        return certificates.HasData && Is(certificates, Asn1Tag.Sequence) &&
            AfterSequence(certificates.ReadSequence()) == FileKind.Certificate ? FileKind.CertificateResponse : FileKind.Unknown;
    }

    private static FileKind AfterSequence(AsnReader sequence)
    {
        var first = sequence.ReadSequence();
        if (!first.HasData || !sequence.HasData)
        {
            return FileKind.Unknown;
        }

        if (Is(first, Asn1Tag.ObjectIdentifier))
        {
            var oid = first.ReadObjectIdentifier();
            return Is(sequence, Asn1Tag.PrimitiveBitString) ? FileKind.PublicKey
                : oid is CmsOids.Sm4 or CmsOids.Sm4Ecb && Is(sequence, Asn1Tag.Sequence) ? FileKind.EnvelopedKey
                : oid == Pbes2 || oid.StartsWith(PkcsPbe, StringComparison.Ordinal) ||
                    oid.StartsWith(Pkcs5Pbe, StringComparison.Ordinal) ? FileKind.EncryptedPkcs8
                : FileKind.Unknown;
        }

        if (Is(first, Asn1Tag.Sequence))
        {
            var header = first.ReadSequence();
            return header.HasData &&
                header.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.IA5String)) ? FileKind.Seal : FileKind.Unknown;
        }

        return OfSigned(first);
    }

    /// <summary>A request has its name second; a list a time where a certificate has its validity.</summary>
    private static FileKind OfSigned(AsnReader signed)
    {
        signed.ReadEncodedValue(); // version or serial number
        if (signed.HasData && Is(signed, Asn1Tag.Integer))
        {
            signed.ReadEncodedValue();
        }

        if (!signed.HasData)
        {
            return FileKind.Unknown;
        }

        var second = signed.ReadSequence();
        if (!second.HasData || !Is(second, Asn1Tag.ObjectIdentifier))
        {
            return FileKind.CertificationRequest;
        }

        signed.ReadEncodedValue(); // the issuer
        return signed.HasData && DerTime.IsNext(signed) ? FileKind.RevocationList : FileKind.Certificate;
    }

    private static bool Is(AsnReader reader, Asn1Tag tag) => reader.PeekTag().HasSameClassAndValue(tag);
}
