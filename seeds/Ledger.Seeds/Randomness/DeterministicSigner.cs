using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;

namespace Ledger.Seeds;

/// <summary>
/// Signs the same message always alike, in the manner of RFC 6979, so that the test authorities' certificates – and with them the
/// genesis file and the chain id – follow from the seed. <b>For test keys only</b>: its arithmetic is not constant in time.
/// </summary>
internal sealed class DeterministicSigner : ISigner
{
    private static readonly BigInteger Sm2Order =
        BigInteger.Parse(
            "0FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", System.Globalization.NumberStyles.HexNumber, null);

    private static readonly BigInteger P256Order =
        BigInteger.Parse(
            "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);

    private static readonly byte[] Sm2Curve = Convert.FromHexString(
        "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
        + "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
        + "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
        + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");

    private readonly KeyPair _pair;
    private readonly BigInteger _secret;
    private readonly BigInteger _order;
    private readonly bool _lowS;

    // What only the key decides: SM2's 1/(1 + d), and its ZA.
    private readonly BigInteger _inverse;
    private readonly byte[] _za = [];

    /// <param name="pair">The key.</param>
    /// <param name="lowS">Of ECDSA's s and n−s the lower, as the chain takes it; certificates have either.</param>
    internal DeterministicSigner(KeyPair pair, bool lowS = false)
    {
        (_pair, _lowS) = (pair, lowS);
        _secret = Number(pair.PrivateKey);
        _order = pair.Algorithm switch
        {
            SignatureAlgorithm.Sm2Sm3 => Sm2Order,
            SignatureAlgorithm.EcdsaP256Sha256 => P256Order,
            _ => throw new ArgumentException($"{pair.Algorithm} is neither SM2 nor P-256.", nameof(pair)),
        };
        if (pair.Algorithm == SignatureAlgorithm.Sm2Sm3)
        {
            // GB/T 32918.2 §5.5: ZA = SM3(ENTL ‖ ID ‖ a ‖ b ‖ G ‖ public key).
            _inverse = Invert(1 + _secret);
            _za = new byte[IHasher.DigestBytes];
            Hashers.For(CryptoSuite.Guomi).Hash([0x00, 0x80, .. "1234567812345678"u8, .. Sm2Curve, .. pair.PublicKey.Encoded[1..]], _za);
        }
    }

    public PublicKey PublicKey => _pair.PublicKey;

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var digest = Number(DigestOf(message));
        for (var counter = 0; ; counter++)
        {
            using var ephemeral = Ephemeral(message, counter);
            var point = Number(ephemeral.PublicKey.Encoded.Slice(1, 32));
            var (r, s) = _pair.Algorithm == SignatureAlgorithm.Sm2Sm3
                ? Sm2(digest, Number(ephemeral.PrivateKey), point)
                : Ecdsa(digest, Number(ephemeral.PrivateKey), point);
            if (!r.IsZero && !s.IsZero)
            {
                return Encode(r, s);
            }
        }
    }

    private (BigInteger R, BigInteger S) Sm2(BigInteger digest, BigInteger k, BigInteger x)
    {
        var r = Reduce(digest + x);
        return r + k == _order ? default : (r, Reduce(_inverse * (k - (r * _secret))));
    }

    private (BigInteger R, BigInteger S) Ecdsa(BigInteger digest, BigInteger k, BigInteger x)
    {
        var r = Reduce(x);
        var s = Reduce(Invert(k) * (digest + (r * _secret)));
        return (r, _lowS ? BigInteger.Min(s, _order - s) : s);
    }

    // The ephemeral key must depend on the secret key and the message, and on nothing else.
    private KeyPair Ephemeral(ReadOnlySpan<byte> message, int counter)
    {
        var seed = HMACSHA256.HashData(_pair.PrivateKey, [(byte)counter, .. message]);
        return KeyPair.FromSeed(_pair.Algorithm, seed);
    }

    private byte[] DigestOf(ReadOnlySpan<byte> message)
    {
        if (_pair.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            return SHA256.HashData(message);
        }

        // GB/T 32918.2 §6.1: e = SM3(ZA ‖ message).
        var digest = new byte[IHasher.DigestBytes];
        Hashers.For(CryptoSuite.Guomi).Hash([.. _za, .. message], digest);
        return digest;
    }

    private BigInteger Reduce(BigInteger value)
    {
        var remainder = value % _order;
        return remainder.Sign < 0 ? remainder + _order : remainder;
    }

    private BigInteger Invert(BigInteger value) => BigInteger.ModPow(Reduce(value), _order - 2, _order);

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Encode(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
