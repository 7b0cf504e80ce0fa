using System.Runtime.Intrinsics;
using System.Text;
using Ledger.Crypto.FastSm3;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class Sm3Tests
{
    private static readonly OpenSslSm3 Libcrypto = new();
    private static readonly BatchSm3 Fast = new(Libcrypto);

    [Theory]
    [InlineData("abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void The_standards_examples_hold_in_every_lane(string unit, int times, string expected)
    {
        const int count = 33;
        var message = string.Concat(Enumerable.Repeat(unit, times));
        var digests = new byte[count * 32];
        Fast.HashBatch(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(message, count))), message.Length, digests);
        Assert.All(digests.Chunk(32), digest => Assert.Equal(expected, Convert.ToHexStringLower(digest)));
    }

    [Fact]
    public void Batches_of_every_length_up_to_300_hash_as_in_libcrypto()
    {
        var messages = new byte[300 * 41];
        new Random(3).NextBytes(messages);
        for (var length = 1; length <= 300; length++)
        {
            var count = length % 42;
            var digests = new byte[count * 32];
            Fast.HashBatch(messages.AsSpan(0, count * length), length, digests);
            Assert.Equal(ExpectedBatch(messages, count, length), digests);
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
    public void Each_width_of_vector_hashes_lengths_that_differ()
    {
        var random = new Random(5);
        for (var count = 1; count <= 16; count++)
        {
            var messages = Enumerable.Range(0, 20).Select(_ => (ReadOnlyMemory<byte>)new byte[random.Next(260)]).ToArray();
            var taken = Enumerable.Range(0, 20).OrderBy(_ => random.Next()).Take(count).ToArray();
            AssertHashesEach<Vector512<uint>, Vector512Lanes>(messages, taken);
            AssertHashesEach<Vector256<uint>, Vector256Lanes>(messages, taken[..Math.Min(8, count)]);
        }
    }

    private static void AssertHashesEach<T, TLanes>(ReadOnlyMemory<byte>[] messages, int[] taken)
        where T : unmanaged
        where TLanes : ISm3Lanes<T>
    {
        var (expected, digests) = (new byte[messages.Length * 32], new byte[messages.Length * 32]);
        Sm3MultiBuffer<T, TLanes>.HashEach([7, 8], messages, taken, digests);
        foreach (var i in taken)
        {
            Libcrypto.Hash([7, 8, .. messages[i].Span], expected.AsSpan(i * 32, 32));
        }

        Assert.Equal(expected, digests);
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
