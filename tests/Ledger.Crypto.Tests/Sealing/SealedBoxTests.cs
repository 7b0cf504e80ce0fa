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

    // 21 boxes: two full sets of lanes and one that is not.
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Boxes_tried_together_open_as_each_would_alone(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var other = TestKeys.Of(algorithm, 1);
        using var key = new OpeningKey(pair);
        var boxes = Enumerable.Range(0, 21)
            .Select(i => Seal(i % 3 == 0 ? pair.PublicKey : other.PublicKey, (ulong)i))
            .Select((box, i) => new BoxToOpen(box, Context.AsMemory(i == 3 ? 1 : 0)))
            .ToList();
        boxes[6] = boxes[6] with { Box = boxes[6].Box[..64] };
        foreach (var (off, point) in new[] { (9, (Action<byte[]>)(box => box[63] ^= 1)), (12, box => box.AsSpan(0, 64).Clear()) })
        {
            var bad = boxes[off].Box.ToArray();
            point(bad);
            boxes[off] = boxes[off] with { Box = bad };
        }

        for (var count = 0; count <= boxes.Count; count++)
        {
            var opened = SealedBox.TryOpenEach(key, boxes[..count]);
            Assert.Equal(
                Enumerable.Range(0, count).Select(i => i % 3 == 0 && i is not (3 or 6 or 9 or 12) ? Plaintext : null), opened);
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Boxes_sealed_together_are_those_that_each_would_be_alone(SignatureAlgorithm algorithm)
    {
        var contents = Enumerable.Range(0, 21)
            .Select(i => (Key: TestKeys.Of(algorithm, (byte)(i % 2)), Plaintext: Plaintext[..i]))
            .ToList();
        for (var count = 0; count <= contents.Count; count++)
        {
            var together = SealedBox.SealEach(
            [
                .. contents.Take(count).Select((content, i) =>
                    new BoxToSeal(content.Key.PublicKey, content.Plaintext, Context.AsMemory(i % 5), new SeededSource((ulong)i))),
            ]);
            Assert.Equal(
                contents.Take(count).Select((content, i) =>
                    SealedBox.Seal(content.Key.PublicKey, content.Plaintext, Context.AsSpan(i % 5), new SeededSource((ulong)i))),
                together);
        }
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
            Assert.Null(SealedBox.TryOpen(key, bad, Context));
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
        using var sm2 = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var p256 = TestKeys.Of(SignatureAlgorithm.EcdsaP256Sha256);
        foreach (var bad in (PublicKey[])[rsa.PublicKey, offCurve, p256.PublicKey])
        {
            Assert.Throws<ArgumentException>(() => SealedBox.SealEach(
                [new BoxToSeal(sm2.PublicKey, default, default, SystemRandomSource.Instance),
                    new BoxToSeal(bad, default, default, SystemRandomSource.Instance)]));
        }
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
