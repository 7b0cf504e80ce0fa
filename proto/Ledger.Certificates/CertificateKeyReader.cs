using System.Formats.Asn1;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Certificates;

/// <summary>
/// Reads the key of a certificate that is only to be judged. Curves by name only, points on their curve only; a key of an algorithm
/// that is not known is kept as such, so that the verdict can say so.
/// </summary>
internal static class CertificateKeyReader
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    /// <summary>
    /// Null, with the reason, for explicit curve parameters, a point that is compressed or not on its curve, and an encoding that is none.
    /// </summary>
    /// <exception cref="AsnContentException">The bytes are no <c>SubjectPublicKeyInfo</c>.</exception>
    internal static CertificateKey? Read(ReadOnlyMemory<byte> der, out CertificateError error)
    {
        var key = Read(der);
        error = key.Error;
        return key.Key;
    }

    private static (CertificateKey? Key, CertificateError Error) Read(ReadOnlyMemory<byte> der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var identifier = info.ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        var encoded = info.ReadBitString(out var unusedBits);
        info.ThrowIfNotEmpty();
        if (unusedBits != 0)
        {
            return (null, CertificateError.PublicKey);
        }

        // GM/T 0006 gives the curve's identifier to the algorithm too, and some authorities write it in both places.
        return oid == EcPublicKey || oid == EcCurve.Sm2.Oid ? ReadCurve(identifier, der, encoded)
            : oid == RsaEncryption ? ReadRsa(identifier, der, encoded)
            : (new CertificateKey(KeyAlgorithm.Unsupported, 0, der, encoded, null), CertificateError.None);
    }

    private static (CertificateKey?, CertificateError) ReadCurve(
        AsnReader identifier, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> encoded)
    {
        if (!identifier.HasData || !identifier.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return (null, CertificateError.PublicKeyCurve);
        }

        var oid = identifier.ReadObjectIdentifier();
        identifier.ThrowIfNotEmpty();
        var (curve, algorithm, ledger) = oid == EcCurve.Sm2.Oid ? (EcCurve.Sm2, KeyAlgorithm.Sm2, SignatureAlgorithm.Sm2Sm3)
            : oid == EcCurve.P256.Oid ? (EcCurve.P256, KeyAlgorithm.EcdsaP256, SignatureAlgorithm.EcdsaP256Sha256)
            : oid == EcCurve.P384.Oid ? (EcCurve.P384, KeyAlgorithm.EcdsaP384, SignatureAlgorithm.EcdsaP384Sha384)
            : oid == EcCurve.P521.Oid ? (EcCurve.P521, KeyAlgorithm.EcdsaP521, (SignatureAlgorithm?)null)
            : (null, KeyAlgorithm.Unsupported, null);
        if (curve is null)
        {
            return (new CertificateKey(KeyAlgorithm.Unsupported, 0, der, encoded, null), CertificateError.None);
        }

        if (encoded.Span is [2 or 3, ..] && encoded.Length == (curve.PointBytes + 1) / 2)
        {
            return (null, CertificateError.PublicKeyCompressed);
        }

        if (encoded.Length != curve.PointBytes || encoded.Span[0] != 4)
        {
            return (null, CertificateError.PublicKey);
        }

        if (!EcScratch.Of(curve).IsPoint(encoded.Span))
        {
            return (null, CertificateError.PublicKeyOffCurve);
        }

        var key = ledger is { } known ? new PublicKey(known, encoded.Span) : null;
        return (new CertificateKey(algorithm, curve.FieldBits, der, encoded, key), CertificateError.None);
    }

    private static (CertificateKey?, CertificateError) ReadRsa(AsnReader identifier, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> encoded)
    {
        if (identifier.HasData)
        {
            identifier.ReadNull();
            identifier.ThrowIfNotEmpty();
        }

        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var signed = sequence.ReadIntegerBytes();
        var exponent = sequence.ReadIntegerBytes();
        sequence.ThrowIfNotEmpty();
        if (signed.Span[0] >= 0x80 || exponent.Span[0] >= 0x80)
        {
            return (null, CertificateError.PublicKeyNegative);
        }

        var modulus = signed.TrimStart((byte)0);
        if (modulus.IsEmpty)
        {
            return (null, CertificateError.PublicKey);
        }

        var key = new PublicKey(SignatureAlgorithm.RsaPkcs1Sha256, encoded.Span);
        var error = PublicKeyRules.Check(key);
        if (error is not (null or PublicKeyError.RsaModulusSize) || (modulus.Span[^1] & 1) == 0)
        {
            return (null, CertificateError.PublicKey);
        }

        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus.Span[0]);
        return (new CertificateKey(KeyAlgorithm.Rsa, bits, der, encoded, error is null ? key : null), CertificateError.None);
    }
}
