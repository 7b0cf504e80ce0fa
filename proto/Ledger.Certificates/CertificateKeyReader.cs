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

    /// <summary>Null for explicit curve parameters, a point that is not on its curve, and an encoding that is none.</summary>
    /// <exception cref="AsnContentException">The bytes are no <c>SubjectPublicKeyInfo</c>.</exception>
    internal static CertificateKey? Read(ReadOnlyMemory<byte> der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var identifier = info.ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        var encoded = info.ReadBitString(out var unusedBits);
        info.ThrowIfNotEmpty();
        if (unusedBits != 0)
        {
            return null;
        }

        // GM/T 0006 gives the curve's identifier to the algorithm too, and some authorities write it in both places.
        return oid == EcPublicKey || oid == EcCurve.Sm2.Oid ? ReadCurve(identifier, der, encoded)
            : oid == RsaEncryption ? ReadRsa(identifier, der, encoded)
            : new CertificateKey(KeyAlgorithm.Unsupported, 0, der, encoded, null);
    }

    private static CertificateKey? ReadCurve(AsnReader identifier, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> encoded)
    {
        if (!identifier.HasData || !identifier.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return null;
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
            return new CertificateKey(KeyAlgorithm.Unsupported, 0, der, encoded, null);
        }

        if (encoded.Length != curve.PointBytes || !EcScratch.Of(curve).IsPoint(encoded.Span))
        {
            return null;
        }

        var key = ledger is { } known ? new PublicKey(known, encoded.Span) : null;
        return new CertificateKey(algorithm, curve.FieldBits, der, encoded, key);
    }

    private static CertificateKey? ReadRsa(AsnReader identifier, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> encoded)
    {
        if (identifier.HasData)
        {
            identifier.ReadNull();
            identifier.ThrowIfNotEmpty();
        }

        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var modulus = sequence.ReadIntegerBytes().TrimStart((byte)0);
        sequence.ReadIntegerBytes();
        sequence.ThrowIfNotEmpty();
        if (modulus.IsEmpty)
        {
            return null;
        }

        var key = new PublicKey(SignatureAlgorithm.RsaPkcs1Sha256, encoded.Span);
        var error = PublicKeyRules.Check(key);
        if (error is not (null or PublicKeyError.RsaModulusSize) || (modulus.Span[^1] & 1) == 0)
        {
            return null;
        }

        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus.Span[0]);
        return new CertificateKey(KeyAlgorithm.Rsa, bits, der, encoded, error is null ? key : null);
    }
}
