using System.Text;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;

namespace Ledger.Crypto.Tests.Sealing;

public sealed class SealedBoxKeyTests
{
    private static readonly byte[] Plaintext = Encoding.UTF8.GetBytes("密文保函");
    private static readonly byte[] Context = Encoding.UTF8.GetBytes("record 17");

    public static TheoryData<SignatureAlgorithm> Algorithms => new([SignatureAlgorithm.Sm2Sm3, SignatureAlgorithm.EcdsaP256Sha256]);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_another_seals_with_it_is_the_very_box_that_its_maker_would_have_sealed(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var key = new OpeningKey(pair);
        using var given = Imported(algorithm, Encapsulate(pair, 9).Export());
        var box = given.Seal(Plaintext, Context);

        Assert.Equal(SealedBox.Seal(pair.PublicKey, Plaintext, Context, new FixedRandom(9)), box);
        Assert.Equal(Plaintext, SealedBox.TryOpen(key, box, Context));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void It_opens_with_no_other_key_and_no_other_context(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var other = TestKeys.Of(algorithm, 1);
        using var key = new OpeningKey(pair);
        using var otherKey = new OpeningKey(other);
        using var given = Encapsulate(pair, 9);
        var box = given.Seal(Plaintext, Context);

        Assert.Null(SealedBox.TryOpen(otherKey, box, Context));
        Assert.Null(SealedBox.TryOpen(key, box, Context.AsSpan(1)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void It_makes_one_box(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var given = Encapsulate(pair, 9);
        given.Seal(Plaintext, Context);

        Assert.Throws<InvalidOperationException>(() => given.Seal(Plaintext, Context));
        Assert.Throws<InvalidOperationException>(given.Export);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Disposed_it_seals_and_shows_nothing(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        var given = Encapsulate(pair, 9);
        given.Dispose();

        Assert.Throws<InvalidOperationException>(() => given.Seal(Plaintext, Context));
        Assert.Throws<InvalidOperationException>(given.Export);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void An_altered_byte_is_refused_or_closes_the_box(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var key = new OpeningKey(pair);
        var exported = Encapsulate(pair, 9).Export();
        for (var i = 0; i < exported.Length; i++)
        {
            var altered = exported.ToArray();
            altered[i] ^= 0x20;
            if (SealedBoxKey.TryImport(SuiteOf(algorithm), altered, out var taken))
            {
                using (taken)
                {
                    Assert.True(i >= 64, $"byte {i} is of U");
                    Assert.Null(SealedBox.TryOpen(key, taken.Seal(Plaintext, Context), Context));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Other_lengths_and_another_suites_keys_are_refused(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        var exported = Encapsulate(pair, 9).Export();
        var otherSuite = algorithm == SignatureAlgorithm.Sm2Sm3 ? CryptoSuite.International : CryptoSuite.Guomi;

        Assert.Equal(SealedBoxKey.ExportedBytesOf(SuiteOf(algorithm)), exported.Length);
        Assert.False(SealedBoxKey.TryImport(SuiteOf(algorithm), exported.AsSpan(1), out _));
        Assert.False(SealedBoxKey.TryImport(SuiteOf(algorithm), [.. exported, 0], out _));
        Assert.False(SealedBoxKey.TryImport(SuiteOf(algorithm), [], out _));
        Assert.False(
            SealedBoxKey.TryImport(otherSuite, [.. exported.Take(64), .. new byte[SealedBoxKey.ExportedBytesOf(otherSuite) - 64]], out _));
    }

    [Fact]
    public void A_key_that_does_not_open_is_refused()
    {
        using var rsa = TestKeys.Of(SignatureAlgorithm.RsaPkcs1Sha256);
        Assert.Throws<ArgumentException>(() => SealedBox.Encapsulate(rsa.PublicKey, SystemRandomSource.Instance));
    }

    private static SealedBoxKey Encapsulate(KeyPair pair, byte seed) => SealedBox.Encapsulate(pair.PublicKey, new FixedRandom(seed));

    private static SealedBoxKey Imported(SignatureAlgorithm algorithm, byte[] exported)
    {
        Assert.True(SealedBoxKey.TryImport(SuiteOf(algorithm), exported, out var key));
        return key;
    }

    private static CryptoSuite SuiteOf(SignatureAlgorithm algorithm) =>
        algorithm == SignatureAlgorithm.Sm2Sm3 ? CryptoSuite.Guomi : CryptoSuite.International;

    private sealed class FixedRandom(byte value) : IRandomSource
    {
        public void Fill(Span<byte> bytes) => bytes.Fill(value);
    }
}
