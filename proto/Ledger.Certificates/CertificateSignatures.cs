using System.Formats.Asn1;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates;

/// <summary>
/// Checks the signatures of certificates, lists and requests. Those of the ledger's own algorithms go to its verifier; the others that
/// authorities use (SHA-384, SHA-512, P-521, PSS, SHA-1 of the past) are checked here, in one encoding only, too. Nothing of it depends on
/// the host: contracts judge paths by it. A failure of the host is an exception and never the answer false.
/// </summary>
internal static class CertificateSignatures
{
    internal static bool Verify(
        CertificateKey key, CertificateSignatureScheme scheme, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature,
        ISignatureVerifier verifier)
    {
        if (key.LedgerKey is { } ledgerKey && SchemeOf(ledgerKey.Algorithm) == scheme)
        {
            Span<bool> valid = [false];
            verifier.Verify([new SignatureCheck(ledgerKey, message, signature)], valid);
            return valid[0];
        }

        if (HashOf(scheme.Hash) is not { } hash)
        {
            return false;
        }

        try
        {
            return (scheme.Kind, key.Algorithm) switch
            {
                (CertificateSignatureKind.Ecdsa, KeyAlgorithm.EcdsaP256) => VerifyEcdsa(EcCurve.P256, key, hash, message.Span, signature),
                (CertificateSignatureKind.Ecdsa, KeyAlgorithm.EcdsaP384) => VerifyEcdsa(EcCurve.P384, key, hash, message.Span, signature),
                (CertificateSignatureKind.Ecdsa, KeyAlgorithm.EcdsaP521) => VerifyEcdsa(EcCurve.P521, key, hash, message.Span, signature),
                (CertificateSignatureKind.RsaPkcs1 or CertificateSignatureKind.RsaPss, KeyAlgorithm.Rsa) =>
                    VerifyRsa(key, hash, scheme.Kind, message.Span, signature.Span),
                _ => false,
            };
        }
        catch (AsnContentException)
        {
            return false; // the signature or the key does not decode
        }
    }

    private static CertificateSignatureScheme? SchemeOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => new(CertificateSignatureKind.Sm2, CertificateHash.Sm3),
        SignatureAlgorithm.EcdsaP256Sha256 => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha256),
        SignatureAlgorithm.EcdsaP384Sha384 => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha384),
        SignatureAlgorithm.RsaPkcs1Sha256 => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha256),
        _ => null,
    };

    /// <summary>MD5 has none: nothing it signs is ever believed.</summary>
    private static OpenSslDigest? HashOf(CertificateHash hash) => hash switch
    {
        CertificateHash.Sha1 => OpenSslDigest.Sha1,
        CertificateHash.Sha256 => OpenSslDigest.Sha256,
        CertificateHash.Sha384 => OpenSslDigest.Sha384,
        CertificateHash.Sha512 => OpenSslDigest.Sha512,
        _ => null,
    };

    private static bool VerifyEcdsa(
        EcCurve curve, CertificateKey key, OpenSslDigest hash, ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature)
    {
        var width = curve.ScalarBytes;
        var rs = new byte[2 * width];
        var reader = new AsnReader(signature, AsnEncodingRules.DER);
        var pair = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var inRange = TryReadScalar(pair, curve.Order, rs.AsSpan(0, width)) & TryReadScalar(pair, curve.Order, rs.AsSpan(width));
        pair.ThrowIfNotEmpty();
        if (!inRange)
        {
            return false;
        }

        var digest = new byte[hash.Bytes];
        hash.Hash(message, default, digest);
        return EcScratch.Of(curve).VerifyEcdsa(key.Encoded.Span, digest, rs);
    }

    /// <summary>1 ≤ value ≤ n−1, as the ledger's own signatures are held to.</summary>
    private static bool TryReadScalar(AsnReader pair, ReadOnlySpan<byte> order, Span<byte> value)
    {
        var bytes = pair.ReadIntegerBytes().Span;
        if (bytes[0] >= 0x80)
        {
            return false;
        }

        bytes = bytes.TrimStart((byte)0);
        if (bytes.IsEmpty || bytes.Length > order.Length)
        {
            return false;
        }

        bytes.CopyTo(value[(value.Length - bytes.Length)..]);
        return value.SequenceCompareTo(order) < 0;
    }

    private static bool VerifyRsa(
        CertificateKey key, OpenSslDigest hash, CertificateSignatureKind kind, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Bits > RsaKeyRules.ModulusBitsMax)
        {
            return false;
        }

        var sequence = new AsnReader(key.Encoded, AsnEncodingRules.DER).ReadSequence();
        var modulus = sequence.ReadIntegerBytes().TrimStart((byte)0).Span;
        var exponent = sequence.ReadIntegerBytes().TrimStart((byte)0).Span;
        if (exponent.Length is 0 or > RsaKeyRules.ExponentBytesMax || modulus.IsEmpty)
        {
            return false;
        }

        return kind == CertificateSignatureKind.RsaPss
            ? RsaMath.VerifyPss(modulus, exponent, hash, message, signature)
            : RsaMath.VerifyPkcs1(modulus, exponent, hash, message, signature);
    }
}
