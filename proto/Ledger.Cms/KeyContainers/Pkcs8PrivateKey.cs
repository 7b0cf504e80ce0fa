using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Cms.KeyContainers;

/// <summary>A private key in clear: PKCS#8 PrivateKeyInfo (RFC 5208) of SM2, P-256, P-384 or RSA.</summary>
public static class Pkcs8PrivateKey
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private static readonly Asn1Tag ParametersTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag PublicKeyTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>The key pair; null with the reason. A public key that the container names must belong to the private one.</summary>
    public static KeyPair? TryRead(ReadOnlyMemory<byte> der, out KeyContainerError error) => ContainerReading.Read(der, Read, out error);

    /// <summary>The pair of the scalar <paramref name="d"/>, which may be shorter or longer by leading zeros; null where it is out of range.</summary>
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

    private static (KeyPair?, KeyContainerError) Read(AsnReader info)
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
            return oid switch
            {
                RsaEncryption => ReadRsa(key),
                EcPublicKey when identifier.HasData && identifier.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) => ReadEc(identifier.ReadObjectIdentifier(), key),
                _ => (null, KeyContainerError.Algorithm),
            };
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

    private static (KeyPair?, KeyContainerError) ReadEc(string curve, byte[] key)
    {
        var algorithm = curve == EcCurve.Sm2.Oid ? SignatureAlgorithm.Sm2Sm3
            : curve == EcCurve.P256.Oid ? SignatureAlgorithm.EcdsaP256Sha256
            : curve == EcCurve.P384.Oid ? SignatureAlgorithm.EcdsaP384Sha384
            : default;
        if (algorithm == default)
        {
            return (null, KeyContainerError.Algorithm);
        }

        var sequence = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        if (!sequence.TryReadInt32(out var version) || version != 1 || !sequence.TryReadPrimitiveOctetString(out var scalar))
        {
            return (null, KeyContainerError.Malformed);
        }

        if (sequence.HasData && sequence.PeekTag().HasSameClassAndValue(ParametersTag))
        {
            sequence.ReadEncodedValue();
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
