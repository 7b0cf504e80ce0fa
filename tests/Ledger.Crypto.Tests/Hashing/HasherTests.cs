using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto.Hashing;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class HasherTests
{
    public static TheoryData<CryptoSuite> Suites => new(Enum.GetValues<CryptoSuite>());

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData(
        "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Sm3_gives_the_digests_of_the_standard(string message, string digest)
    {
        var actual = new byte[32];
        Hashers.For(CryptoSuite.Guomi).Hash(Encoding.ASCII.GetBytes(message), actual);
        Assert.Equal(digest, Convert.ToHexStringLower(actual));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_way_of_hashing_agrees_with_a_second_implementation(CryptoSuite suite)
    {
        var hasher = Hashers.For(suite);
        var random = new Random(1);
        using var incremental = hasher.Start();
        var digest = new byte[32];
        for (var length = 0; length < 300; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            var expected = Second(suite, message);

            hasher.Hash(message, digest);
            Assert.Equal(expected, digest);

            var cut = random.Next(length + 1);
            incremental.Append(message.AsSpan(0, cut));
            incremental.Append(message.AsSpan(cut));
            incremental.Finish(digest);
            Assert.Equal(expected, digest);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_batch_is_its_messages_one_by_one(CryptoSuite suite)
    {
        const int messageBytes = 67;
        var hasher = Hashers.For(suite);
        var messages = new byte[19 * messageBytes];
        new Random(2).NextBytes(messages);
        var digests = new byte[19 * 32];
        hasher.HashBatch(messages, messageBytes, digests);
        for (var i = 0; i < 19; i++)
        {
            Assert.Equal(Second(suite, messages.AsSpan(i * messageBytes, messageBytes).ToArray()), digests.AsSpan(i * 32, 32).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Messages_of_any_lengths_behind_one_prefix_are_hashed_each_by_itself(CryptoSuite suite)
    {
        var random = new Random(4);
        for (var count = 0; count <= 70; count++)
        {
            // From all alike to all different, on both sides of where one more block begins, and a very long one among them.
            var prefix = new byte[random.Next(3) * 9];
            var messages = new ReadOnlyMemory<byte>[count];
            for (var i = 0; i < count; i++)
            {
                var message = new byte[i == 17 ? 70_000 : random.Next(1 + (count * 5))];
                random.NextBytes(message);
                messages[i] = message;
            }

            random.NextBytes(prefix);
            var digests = new byte[(count * 32) + 1];
            Hashers.For(suite).HashEach(prefix, messages, digests);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(Second(suite, [.. prefix, .. messages[i].Span]), digests.AsSpan(i * 32, 32).ToArray());
            }

            Assert.Equal(0, digests[^1]);
        }

        Assert.Throws<ArgumentException>(() => Hashers.For(suite).HashEach([], new ReadOnlyMemory<byte>[2], new byte[63]));
    }

    [Theory]
    [InlineData(10, 3, 96)]
    [InlineData(9, 3, 95)]
    public void Lengths_that_do_not_fit_together_are_refused(int messages, int messageBytes, int digests)
    {
        foreach (var suite in Enum.GetValues<CryptoSuite>())
        {
            Assert.ThrowsAny<ArgumentException>(() => Hashers.For(suite).HashBatch(new byte[messages], messageBytes, new byte[digests]));
        }
    }

    private static byte[] Second(CryptoSuite suite, byte[] message)
    {
        if (suite == CryptoSuite.International)
        {
            return SHA256.HashData(message);
        }

        var sm3 = new SM3Digest();
        sm3.BlockUpdate(message, 0, message.Length);
        var digest = new byte[32];
        sm3.DoFinal(digest, 0);
        return digest;
    }
}
