using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// A private key in clear: PKCS#8 PrivateKeyInfo (RFC 5208) of SM2, P-256, P-384 or RSA, or what is inside one (RFC 5915, PKCS#1).
/// </summary>
public static partial class Pkcs8PrivateKey
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private static readonly Asn1Tag ParametersTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag PublicKeyTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>The key pair; null with the reason. A public key that the container names must belong to the private one.</summary>
    public static KeyPair? TryRead(ReadOnlyMemory<byte> der, out KeyContainerError error)
    {
        using var derivation = new PasswordDerivation(default);
        return TryRead(der, derivation, out error);
    }

    internal static KeyPair? TryRead(ReadOnlyMemory<byte> der, PasswordDerivation derivation, out KeyContainerError error) =>
        ContainerReading.Read(der, info => Read(info, derivation), out error);

    /// <summary>A key of RFC 5915 on its own, whose curve stands inside or before it; null with the reason.</summary>
    internal static KeyPair? TryReadEc(
        ReadOnlyMemory<byte> der, string? curve, PasswordDerivation derivation, out KeyContainerError error) =>
        ContainerReading.Read(der, sequence => ReadEc(curve, sequence, derivation), out error);

    /// <summary>A key of PKCS #1 on its own; null with the reason.</summary>
    internal static KeyPair? TryReadRsa(ReadOnlyMemory<byte> der, out KeyContainerError error) =>
        ContainerReading.Read(der, _ => ReadRsa(der.ToArray()), out error);

    /// <summary>
    /// The pair of the scalar <paramref name="d"/>, which may be shorter or longer by leading zeros; null where it is out of range.
    /// </summary>
    internal static KeyPair? FromScalar(SignatureAlgorithm algorithm, ReadOnlySpan<byte> d)
    {
        var curve = EcCurve.Of(algorithm)!;
        var significant = d.TrimStart((byte)0);
        if (significant.Length > curve.ScalarBytes)
        {
            return null;
        }

        Span<byte> scalar = stackalloc byte[curve.ScalarBytes];
        scalar.Clear();
        significant.CopyTo(scalar[(curve.ScalarBytes - significant.Length)..]);
        try
        {
            return curve.IsPrivateScalar(scalar) ? KeyPair.FromPrivateKey(algorithm, scalar) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    private static (KeyPair?, KeyContainerError) Read(AsnReader info, PasswordDerivation derivation)
    {
        if (!info.TryReadInt32(out var version) || version is not (0 or 1))
        {
            return (null, KeyContainerError.Malformed);
        }

        var identifier = info.ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        var key = info.ReadOctetString();
        try
        {
            // GmSSL and others write SM2's identifier for the algorithm, too; Tongsuo and OpenSSL that of any curve.
            return oid == RsaEncryption ? ReadRsa(key)
                : oid == EcPublicKey ||
                    oid == EcCurve.Sm2.Oid ? ReadEc(
                        CurveOf(identifier), new AsnReader(key, AsnEncodingRules.DER).ReadSequence(), derivation)
                : (null, derivation.Refuse(oid));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static (KeyPair?, KeyContainerError) ReadRsa(byte[] key)
    {
        try
        {
            return (KeyPair.FromPrivateKey(SignatureAlgorithm.RsaPkcs1Sha256, key), KeyContainerError.None);
        }
        catch (CryptographicException)
        {
            return (null, KeyContainerError.Algorithm);
        }
    }

    /// <summary>The curve's name; null where there is none, or the curve is given by explicit parameters.</summary>
    private static string? CurveOf(AsnReader parameters) =>
        parameters.HasData &&
            parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) ? parameters.ReadObjectIdentifier() : null;

    private static (KeyPair?, KeyContainerError) ReadEc(string? curve, AsnReader sequence, PasswordDerivation derivation)
    {
        if (!sequence.TryReadInt32(out var version) || version != 1 || !sequence.TryReadPrimitiveOctetString(out var scalar))
        {
            return (null, KeyContainerError.Malformed);
        }

        if (sequence.HasData && sequence.PeekTag().HasSameClassAndValue(ParametersTag))
        {
            curve = CurveOf(sequence.ReadSequence(ParametersTag)) ?? curve;
        }

        var algorithm = curve == EcCurve.Sm2.Oid ? SignatureAlgorithm.Sm2Sm3
            : curve == EcCurve.P256.Oid ? SignatureAlgorithm.EcdsaP256Sha256
            : curve == EcCurve.P384.Oid ? SignatureAlgorithm.EcdsaP384Sha384
            : default;
        if (algorithm == default)
        {
            return (null, curve is null ? KeyContainerError.Curve : derivation.Refuse(curve));
        }

        var pair = FromScalar(algorithm, scalar.Span);
        if (pair is null || !sequence.HasData)
        {
            return (pair, pair is null ? KeyContainerError.Algorithm : KeyContainerError.None);
        }

        var point = sequence.ReadSequence(PublicKeyTag).ReadBitString(out _);
        if (pair.PublicKey.Encoded.SequenceEqual(point))
        {
            return (pair, KeyContainerError.None);
        }

        pair.Dispose();
        return (null, KeyContainerError.KeyMismatch);
    }
}
