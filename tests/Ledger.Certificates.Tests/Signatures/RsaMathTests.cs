using System.Numerics;
using System.Security.Cryptography;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Signatures;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Ledger.Certificates.Tests.Signatures;

/// <summary>
/// RSA verification beside .NET's, and on encoded messages with one thing wrong each (RFC 8017 §8.2.2, §9.1.2), which a private key signs
/// all the same.
/// </summary>
public sealed class RsaMathTests
{
    private const int HashBytes = 32;
    private static readonly byte[] Message = "message"u8.ToArray();

    [Theory]
    [InlineData(2048)]
    [InlineData(2056)]
    [InlineData(3072)]
    public void What_dotnet_signs_holds_and_nothing_else(int bits)
    {
        using var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        foreach (var (name, hash)
            in ((HashAlgorithmName, OpenSslDigest)[])
            [
                (HashAlgorithmName.SHA256, OpenSslDigest.Sha256), (HashAlgorithmName.SHA384, OpenSslDigest.Sha384),
                (HashAlgorithmName.SHA512, OpenSslDigest.Sha512),
            ])
        {
            var pss = rsa.SignData(Message, name, RSASignaturePadding.Pss);
            Assert.True(RsaMath.VerifyPss(parameters.Modulus, parameters.Exponent, hash, Message, pss));
            Assert.False(RsaMath.VerifyPkcs1(parameters.Modulus, parameters.Exponent, hash, Message, pss));
            var pkcs1 = rsa.SignData(Message, name, RSASignaturePadding.Pkcs1);
            Assert.True(RsaMath.VerifyPkcs1(parameters.Modulus, parameters.Exponent, hash, Message, pkcs1));
            Assert.False(RsaMath.VerifyPss(parameters.Modulus, parameters.Exponent, hash, Message, pkcs1));
            Assert.False(RsaMath.VerifyPkcs1(parameters.Modulus, parameters.Exponent, hash, "another"u8, pkcs1));
            Assert.False(RsaMath.VerifyPss(parameters.Modulus, parameters.Exponent, hash, "another"u8, pss));
            pss[^1] ^= 1;
            Assert.False(RsaMath.VerifyPss(parameters.Modulus, parameters.Exponent, hash, Message, pss));
        }
    }

    /// <summary>
    /// Where the modulus has one bit more than whole bytes, the encoded message is a byte shorter. .NET makes no such key.
    /// </summary>
    [Fact]
    public void A_modulus_of_one_bit_more_than_whole_bytes_is_taken()
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(Org.BouncyCastle.Math.BigInteger.ValueOf(65537), new SecureRandom(), 2049, 80));
        var pair = generator.GenerateKeyPair();
        var key = (RsaKeyParameters)pair.Public;
        var signer = new PssSigner(new RsaEngine(), new Sha256Digest(), HashBytes);
        signer.Init(true, pair.Private);
        signer.BlockUpdate(Message, 0, Message.Length);
        var signature = signer.GenerateSignature();
        var modulus = key.Modulus.ToByteArrayUnsigned();
        Assert.Equal(257, modulus.Length);
        Assert.True(RsaMath.VerifyPss(modulus, key.Exponent.ToByteArrayUnsigned(), OpenSslDigest.Sha256, Message, signature));
        signature[200] ^= 1;
        Assert.False(RsaMath.VerifyPss(modulus, key.Exponent.ToByteArrayUnsigned(), OpenSslDigest.Sha256, Message, signature));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("another trailer", false)]
    [InlineData("another padding", false)]
    [InlineData("another separator", false)]
    [InlineData("a short salt", false)]
    [InlineData("another digest", false)]
    [InlineData("a bit on top", false)]
    public void An_encoded_message_with_something_wrong_does_not_hold(string wrong, bool holds)
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(includePrivateParameters: true);
        var encoded = Encode(wrong);
        var signature = Power(encoded, key.D!, key.Modulus!);
        Assert.Equal(holds, RsaMath.VerifyPss(key.Modulus, key.Exponent, OpenSslDigest.Sha256, Message, signature));
    }

    [Fact]
    public void A_signature_is_below_the_modulus()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var signature = rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var more = (Number(signature) + Number(key.Modulus!)).ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.False(
            more.Length == signature.Length && RsaMath.VerifyPkcs1(key.Modulus, key.Exponent, OpenSslDigest.Sha256, Message, more));
        Assert.False(RsaMath.VerifyPkcs1(key.Modulus, key.Exponent, OpenSslDigest.Sha256, Message, [0, .. signature]));
    }

    /// <summary>EMSA-PSS of 2,047 bits, in a block of 256 bytes.</summary>
    private static byte[] Encode(string wrong)
    {
        var salt = RandomNumberGenerator.GetBytes(wrong == "a short salt" ? HashBytes - 1 : HashBytes);
        byte[] salted = [.. new byte[8], .. SHA256.HashData(Message), .. salt];
        var digest = SHA256.HashData(salted);
        var block = new byte[256 - HashBytes - 1];
        block[^(salt.Length + 1)] = (byte)(wrong == "another separator" ? 3 : 1);
        salt.CopyTo(block, block.Length - salt.Length);
        if (wrong == "another padding")
        {
            block[5] = 1;
        }

        for (var at = 0; at < block.Length; at++)
        {
            byte[] seed = [.. digest, 0, 0, 0, (byte)(at / HashBytes)];
            block[at] ^= SHA256.HashData(seed)[at % HashBytes];
        }

        block[0] &= 0x7F;
        if (wrong == "a bit on top")
        {
            block[0] |= 0x80;
        }

        if (wrong == "another digest")
        {
            digest[0] ^= 1;
        }

        return [.. block, .. digest, (byte)(wrong == "another trailer" ? 0xCC : 0xBC)];
    }

    private static byte[] Power(byte[] number, byte[] exponent, byte[] modulus)
    {
        var power = BigInteger.ModPow(Number(number), Number(exponent), Number(modulus)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[modulus.Length - power.Length], .. power];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
