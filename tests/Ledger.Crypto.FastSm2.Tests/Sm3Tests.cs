using System.Runtime.Intrinsics;
using System.Text;
using Ledger.Crypto.FastSm3;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class Sm3Tests
{
    private static readonly OpenSslSm3 Libcrypto = new();
    private static readonly FastSm3Hasher Fast = new();

    [Theory]
    [InlineData("abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void The_standards_examples_hold(string unit, int times, string expected)
    {
        var digest = new byte[32];
        Fast.Hash(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, times))), digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void Every_length_up_to_300_hashes_as_in_libcrypto_alone_in_pieces_and_in_batches()
    {
        var random = new Random(3);
        var messages = new byte[300 * 41];
        random.NextBytes(messages);
        for (var length = 0; length <= 300; length++)
        {
            var single = messages.AsSpan(0, length);
            Assert.Equal(Expected(single), Digest(single));
            Assert.Equal(Expected(single), InPieces(single, random));
            if (length > 0)
            {
                var count = length % 42;
                var digests = new byte[count * 32];
                Fast.HashBatch(messages.AsSpan(0, count * length), length, digests);
                Assert.Equal(ExpectedBatch(messages, count, length), digests);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(64)]
    [InlineData(67)]
    [InlineData(200)]
    public void Each_width_of_vector_hashes_as_libcrypto(int length)
    {
        var messages = new byte[16 * length];
        new Random(length).NextBytes(messages);
        var eight = new byte[8 * 32];
        Sm3MultiBuffer<Vector256<uint>, Vector256Lanes>.Hash(messages, length, eight);
        Assert.Equal(ExpectedBatch(messages, 8, length), eight);
        var sixteen = new byte[16 * 32];
        Sm3MultiBuffer<Vector512<uint>, Vector512Lanes>.Hash(messages, length, sixteen);
        Assert.Equal(ExpectedBatch(messages, 16, length), sixteen);
    }

    [Fact]
    public void A_large_message_and_a_second_use_of_the_incremental_hash()
    {
        var message = new byte[100_003];
        new Random(9).NextBytes(message);
        Assert.Equal(Expected(message), Digest(message));
        using var hash = Fast.Start();
        for (var round = 0; round < 2; round++)
        {
            hash.Append(message.AsSpan(0, 7));
            hash.Append(message.AsSpan(7));
            var digest = new byte[32];
            hash.Finish(digest);
            Assert.Equal(Expected(message), digest);
        }
    }

    private static byte[] InPieces(ReadOnlySpan<byte> message, Random random)
    {
        using var hash = Fast.Start();
        while (!message.IsEmpty)
        {
            var piece = random.Next(message.Length + 1);
            hash.Append(message[..piece]);
            message = message[piece..];
        }

        var digest = new byte[32];
        hash.Finish(digest);
        return digest;
    }

    private static byte[] Digest(ReadOnlySpan<byte> message)
    {
        var digest = new byte[32];
        Fast.Hash(message, digest);
        return digest;
    }

    private static byte[] Expected(ReadOnlySpan<byte> message)
    {
        var digest = new byte[32];
        Libcrypto.Hash(message, digest);
        return digest;
    }

    private static byte[] ExpectedBatch(byte[] messages, int count, int length)
    {
        var digests = new byte[count * 32];
        for (var i = 0; i < count; i++)
        {
            Libcrypto.Hash(messages.AsSpan(i * length, length), digests.AsSpan(i * 32, 32));
        }

        return digests;
    }
}
