using System.Text;
using Ledger.Crypto.Sealing;

namespace Ledger.Crypto.Tests.Sealing;

public sealed class SealedBoxTests
{
    private static readonly byte[] Plaintext = Encoding.UTF8.GetBytes("标段 A-01，金额 800000.00 元");
    private static readonly byte[] Context = Encoding.UTF8.GetBytes("record 17");

    public static TheoryData<SignatureAlgorithm> Algorithms => new([SignatureAlgorithm.Sm2Sm3, SignatureAlgorithm.EcdsaP256Sha256]);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_box_opens_with_its_key_and_context_and_nothing_else(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var other = TestKeys.Of(algorithm, 1);
        using var key = new OpeningKey(pair);
        using var otherKey = new OpeningKey(other);
        var box = Seal(pair.PublicKey);

        Assert.Equal(Plaintext.Length + SealedBox.OverheadBytes, box.Length);
        Assert.Equal(Plaintext, SealedBox.TryOpen(key, box, Context));
        Assert.True(SealedBox.MayBeFor(key, box));
        Assert.Null(SealedBox.TryOpen(key, box, Context.AsSpan(1)));
        Assert.Null(SealedBox.TryOpen(otherKey, box, Context));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void An_empty_plaintext_seals_too(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var key = new OpeningKey(pair);
        var box = SealedBox.Seal(pair.PublicKey, [], [], SystemRandomSource.Instance);
        Assert.Equal(SealedBox.OverheadBytes, box.Length);
        Assert.Equal(Array.Empty<byte>(), SealedBox.TryOpen(key, box, []));
        Assert.Null(SealedBox.TryOpen(key, box.AsSpan(1), []));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Damage_to_any_byte_closes_the_box(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var key = new OpeningKey(pair);
        var box = Seal(pair.PublicKey);
        for (var i = 0; i < box.Length; i++)
        {
            box[i] ^= 0x10;
            Assert.Null(SealedBox.TryOpen(key, box, Context));
            box[i] ^= 0x10;
        }

        Assert.Equal(Plaintext, SealedBox.TryOpen(key, box, Context));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Filter_finds_every_box_of_the_key_and_few_others(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var other = TestKeys.Of(algorithm, 1);
        using var key = new OpeningKey(pair);
        var boxes = Enumerable.Range(0, 300)
            .Select(i => (ReadOnlyMemory<byte>)Seal(i % 10 == 0 ? pair.PublicKey : other.PublicKey, (ulong)i))
            .ToList();
        var found = SealedBox.Filter(key, boxes);
        Assert.All(Enumerable.Range(0, 30), i => Assert.Contains(i * 10, found));
        Assert.InRange(found.Count, 30, 40);
        Assert.Equal(30, found.Count(i => SealedBox.TryOpen(key, boxes[i].Span, Context) is not null));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_point_off_the_curve_is_not_multiplied(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var key = new OpeningKey(pair);
        var box = Seal(pair.PublicKey);
        foreach (var mutate in new Action<byte[]>[] { b => b[63] ^= 1, b => b.AsSpan(0, 64).Clear(), b => b.AsSpan(0, 64).Fill(0xFF) })
        {
            var bad = box.ToArray();
            mutate(bad);
            Span<byte> point = [4, .. bad.AsSpan(0, 64)];
            Assert.False(key.TryAgree(point, new byte[65]));
            Assert.False(SealedBox.MayBeFor(key, bad));
            Assert.Empty(SealedBox.Filter(key, [bad]));
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Both_sides_agree_on_the_shared_point(SignatureAlgorithm algorithm)
    {
        using var a = TestKeys.Of(algorithm);
        using var b = TestKeys.Of(algorithm, 1);
        using var keyA = new OpeningKey(a);
        using var keyB = new OpeningKey(b);
        var one = new byte[65];
        var two = new byte[65];
        Assert.True(keyA.TryAgree(b.PublicKey.Encoded, one));
        Assert.True(keyB.TryAgree(a.PublicKey.Encoded, two));
        Assert.Equal(one, two);
    }

    [Fact]
    public void The_same_randomness_gives_the_same_box_and_other_randomness_another()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        Assert.Equal(Seal(pair.PublicKey, 5), Seal(pair.PublicKey, 5));
        Assert.NotEqual(Seal(pair.PublicKey, 5), Seal(pair.PublicKey, 6));
    }

    [Fact]
    public void Keys_that_do_not_open_are_refused()
    {
        using var rsa = TestKeys.Of(SignatureAlgorithm.RsaPkcs1Sha256);
        Assert.Throws<ArgumentException>(() => new OpeningKey(rsa));
        Assert.Throws<ArgumentException>(() => SealedBox.Seal(rsa.PublicKey, [], [], SystemRandomSource.Instance));
        var offCurve = new PublicKey(SignatureAlgorithm.Sm2Sm3, [4, .. new byte[64]]);
        Assert.Throws<ArgumentException>(() => SealedBox.Seal(offCurve, [], [], SystemRandomSource.Instance));
    }

    [Fact]
    public void Mutated_boxes_never_throw_and_never_open()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.EcdsaP256Sha256);
        using var key = new OpeningKey(pair);
        var box = Seal(pair.PublicKey);
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var mutated = Mutation.Of(box, random);
            Assert.Equal(mutated.AsSpan().SequenceEqual(box), SealedBox.TryOpen(key, mutated, Context) is not null);
        }
    }

    private static byte[] Seal(PublicKey recipient, ulong seed = 0) =>
        SealedBox.Seal(recipient, Plaintext, Context, new SeededSource(seed));

    private sealed class SeededSource(ulong seed) : IRandomSource
    {
        public void Fill(Span<byte> bytes)
        {
            bytes.Clear();
            System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(seed), bytes);
        }
    }
}
