using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Tests.Keys;

public sealed class KeyPairTests
{
    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.EcdsaP384Sha384)]
    public void A_seed_gives_one_key_and_another_seed_or_algorithm_another(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var same = TestKeys.Of(algorithm);
        using var other = TestKeys.Of(algorithm, 1);
        Assert.Equal(pair.PublicKey, same.PublicKey);
        Assert.NotEqual(pair.PublicKey, other.PublicKey);
        Assert.Null(PublicKeyRules.Check(pair.PublicKey));
    }

    [Fact]
    public void The_derivation_from_a_seed_never_changes()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        Assert.Equal("63C947B4A12DAF71A47F7DFF64487189188402C7856492F4C92DCF0A77A9A8FC", Convert.ToHexString(pair.PrivateKey));
    }

    [Fact]
    public void Generated_keys_differ()
    {
        using var one = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        using var two = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        Assert.NotEqual(one.PublicKey, two.PublicKey);
    }

    [Fact]
    public void A_disposed_pair_gives_its_key_no_more()
    {
        var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var view = pair.PrivateKey;
        pair.Dispose();
        Assert.Equal(new byte[32], view.ToArray());
        Assert.Throws<ObjectDisposedException>(() => pair.PrivateKey.Length);
        Assert.Throws<ObjectDisposedException>(() => pair.CreateSigner());
    }

    [SharedDataFact]
    public void Published_private_keys_out_of_range_are_refused()
    {
        foreach (var name in new[] { "sm2_bad_0.pem", "sm2_bad_1.pem" })
        {
            // PKCS#8 with the 32-byte scalar at its end.
            var pem = File.ReadAllText(SharedData.PathOf("10-negative/" + name));
            var der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
            Assert.ThrowsAny<CryptographicException>(
                () => KeyPair.FromPrivateKey(SignatureAlgorithm.Sm2Sm3, der.AsSpan(der.Length - 32)));
        }
    }
}
