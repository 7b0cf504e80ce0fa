using System.Formats.Asn1;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Keys;

/// <summary>
/// The X.509 form of public keys (RFC 5280 §4.1.2.7, RFC 5480). Curves are taken by name only: explicit parameters let the sender
/// choose the curve, and make some parsers run for minutes (CVE-2024-29857).
/// </summary>
internal static class SubjectPublicKeyInfo
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    internal static PublicKey? Read(ReadOnlyMemory<byte> der, out PublicKeyError? error)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var key = Read(reader.ReadSequence(), out error);
            reader.ThrowIfNotEmpty();
            error ??= key is null ? null : PublicKeyRules.Check(key);
            return error is null ? key : null;
        }
        catch (AsnContentException)
        {
            error = PublicKeyError.Encoding;
            return null;
        }
    }

    internal static byte[] Write(PublicKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                if (EcCurve.Of(key.Algorithm) is { } curve)
                {
                    writer.WriteObjectIdentifier(EcPublicKey);
                    writer.WriteObjectIdentifier(curve.Oid);
                }
                else if (key.Algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
                {
                    writer.WriteObjectIdentifier(RsaEncryption);
                    writer.WriteNull();
                }
                else
                {
                    throw new InvalidOperationException($"There is no algorithm {(int)key.Algorithm}.");
                }
            }

            writer.WriteBitString(key.Encoded);
        }

        return writer.Encode();
    }

    private static PublicKey? Read(AsnReader info, out PublicKeyError? error)
    {
        var identifier = info.ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        var algorithm = oid switch
        {
            EcPublicKey => ReadCurve(identifier, out error),
            RsaEncryption => ReadRsa(identifier, out error),
            _ => Refuse(PublicKeyError.Algorithm, out error),
        };
        if (algorithm is null)
        {
            return null;
        }

        identifier.ThrowIfNotEmpty();
        var encoded = info.ReadBitString(out var unusedBits);
        info.ThrowIfNotEmpty();
        if (unusedBits == 0)
        {
            return new PublicKey(algorithm.Value, encoded);
        }

        error = PublicKeyError.Encoding;
        return null;
    }

    private static SignatureAlgorithm? ReadCurve(AsnReader identifier, out PublicKeyError? error)
    {
        error = null;
        if (!identifier.HasData || !identifier.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return Refuse(PublicKeyError.Curve, out error);
        }

        var oid = identifier.ReadObjectIdentifier();
        return oid == EcCurve.Sm2.Oid ? SignatureAlgorithm.Sm2Sm3
            : oid == EcCurve.P256.Oid ? SignatureAlgorithm.EcdsaP256Sha256
            : oid == EcCurve.P384.Oid ? SignatureAlgorithm.EcdsaP384Sha384
            : Refuse(PublicKeyError.Curve, out error);
    }

    private static SignatureAlgorithm? ReadRsa(AsnReader identifier, out PublicKeyError? error)
    {
        error = null;
        if (identifier.HasData)
        {
            identifier.ReadNull();
        }

        return SignatureAlgorithm.RsaPkcs1Sha256;
    }

    private static SignatureAlgorithm? Refuse(PublicKeyError reason, out PublicKeyError? error)
    {
        error = reason;
        return null;
    }
}
