using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Crypto.FastSm3;

/// <summary>Hashes as many messages of one length as <typeparamref name="T"/> has lanes, all at once.</summary>
/// <typeparam name="T">A vector of 32-bit words.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
internal static class Sm3MultiBuffer<T, TLanes>
    where T : unmanaged
    where TLanes : ISm3Lanes<T>
{
    private const int BlockBytes = Sm3Padding.BlockBytes;

    /// <summary>The eight words of the initial value, GB/T 32905 §4.1.</summary>
    private static ReadOnlySpan<uint> InitialWords =>
        [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

    /// <summary>How many messages one call takes.</summary>
    public static int Lanes => Unsafe.SizeOf<T>() / sizeof(uint);

    /// <summary>Hashes <see cref="Lanes"/> messages that stand end to end; writes 32 bytes for each.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        Span<T> state = stackalloc T[Sm3Compression<T, TLanes>.StateWords];
        Span<T> words = stackalloc T[Sm3Compression<T, TLanes>.ExpandedWords];
        Begin(state);
        var whole = messageBytes / BlockBytes * BlockBytes;
        for (var block = 0; block < whole; block += BlockBytes)
        {
            Compress(state, words, messages[block..], messageBytes);
        }

        CompressTails(state, words, messages, messageBytes, whole);
        for (var lane = 0; lane < Lanes; lane++)
        {
            Finish(state, lane, digests[(lane * IHasher.DigestBytes)..]);
        }
    }

    /// <summary>
    /// Hashes those of many messages that are taken, <see cref="Lanes"/> at most, each with a prefix in front; writes 32 bytes where each
    /// has its place. It takes as long as the longest does.
    /// </summary>
    [SkipLocalsInit]
    public static void HashEach(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, ReadOnlySpan<int> taken, Span<byte> digests)
    {
        Span<T> state = stackalloc T[Sm3Compression<T, TLanes>.StateWords];
        Span<T> words = stackalloc T[Sm3Compression<T, TLanes>.ExpandedWords];
        Span<int> ends = stackalloc int[Lanes];
        Begin(state);
        var stride = 0;
        foreach (var i in taken)
        {
            stride = Math.Max(stride, Sm3Padding.PaddedBytes(prefix.Length + messages[i].Length));
        }

        var padded = ArrayPool<byte>.Shared.Rent(Lanes * stride);
        for (var lane = 0; lane < taken.Length; lane++)
        {
            ends[lane] = Pad(prefix, messages[taken[lane]].Span, padded.AsSpan(lane * stride, stride));
        }

        for (var block = 0; block < stride;)
        {
            Compress(state, words, padded.AsSpan(block), stride);
            block += BlockBytes;
            for (var lane = 0; lane < taken.Length; lane++)
            {
                if (ends[lane] == block)
                {
                    Finish(state, lane, digests[(taken[lane] * IHasher.DigestBytes)..]);
                }
            }
        }

        ArrayPool<byte>.Shared.Return(padded);
    }

    // Returns where the message ends. What stands behind is another's of before: its lane is read no more.
    private static int Pad(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message, Span<byte> lane)
    {
        prefix.CopyTo(lane);
        message.CopyTo(lane[prefix.Length..]);
        var bytes = prefix.Length + message.Length;
        var whole = bytes / BlockBytes * BlockBytes;
        return whole + Sm3Padding.Write(lane[whole..], bytes - whole, (ulong)bytes);
    }

    private static void Begin(Span<T> state)
    {
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = TLanes.Broadcast(InitialWords[i]);
        }
    }

    private static void Finish(ReadOnlySpan<T> state, int lane, Span<byte> digest)
    {
        var words = MemoryMarshal.Cast<T, uint>(state);
        for (var i = 0; i < Sm3Compression<T, TLanes>.StateWords; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], words[(i * Lanes) + lane]);
        }
    }

    [SkipLocalsInit]
    private static void CompressTails(
        Span<T> state, Span<T> words, ReadOnlySpan<byte> messages, int messageBytes, int whole)
    {
        const int tailBytesMax = 2 * BlockBytes;
        Span<byte> tails = stackalloc byte[Lanes * tailBytesMax];
        var tailBytes = 0;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var tail = tails.Slice(lane * tailBytesMax, tailBytesMax);
            messages.Slice((lane * messageBytes) + whole, messageBytes - whole).CopyTo(tail);
            tailBytes = Sm3Padding.Write(tail, messageBytes - whole, (ulong)messageBytes);
        }

        for (var block = 0; block < tailBytes; block += BlockBytes)
        {
            Compress(state, words, tails[block..], tailBytesMax);
        }
    }

    // Takes one block of each lane; the lanes' blocks lie a stride apart.
    private static void Compress(Span<T> state, Span<T> words, ReadOnlySpan<byte> blocks, int stride)
    {
        var transposed = MemoryMarshal.Cast<T, uint>(words);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var block = MemoryMarshal.Cast<byte, uint>(blocks.Slice(lane * stride, BlockBytes));
            for (var i = 0; i < block.Length; i++)
            {
                transposed[(i * Lanes) + lane] = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(block[i]) : block[i];
            }
        }

        Sm3Compression<T, TLanes>.Compress(state, words);
    }
}
