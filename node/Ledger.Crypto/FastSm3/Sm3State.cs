using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm3;

/// <summary>A hash in progress over one message: the state, the bytes of an unfinished block, the length so far. Allocates nothing.</summary>
internal struct Sm3State
{
    /// <summary>Length of a block in bytes.</summary>
    public const int BlockBytes = 64;

    private Words _state;
    private Block _pending;
    private ulong _length;

    /// <summary>The state before any message.</summary>
    public static Sm3State Initial
    {
        get
        {
            var initial = default(Sm3State);
            InitialWords.CopyTo(initial._state);
            return initial;
        }
    }

    /// <summary>The eight words of the initial value, GB/T 32905 §4.1.</summary>
    internal static ReadOnlySpan<uint> InitialWords =>
        [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

    /// <summary>Adds the next piece of the message.</summary>
    [SkipLocalsInit]
    public void Append(ReadOnlySpan<byte> piece)
    {
        Span<uint> words = stackalloc uint[Sm3Compression<uint, ScalarLane>.ExpandedWords];
        var filled = (int)(_length % BlockBytes);
        _length += (ulong)piece.Length;
        if (filled != 0)
        {
            var taken = Math.Min(BlockBytes - filled, piece.Length);
            piece[..taken].CopyTo(_pending[filled..]);
            piece = piece[taken..];
            if (filled + taken < BlockBytes)
            {
                return;
            }

            Compress(_pending, words);
        }

        while (piece.Length >= BlockBytes)
        {
            Compress(piece, words);
            piece = piece[BlockBytes..];
        }

        piece.CopyTo(_pending);
    }

    /// <summary>Writes the digest. The state is of no use afterwards.</summary>
    [SkipLocalsInit]
    public void Finish(Span<byte> digest)
    {
        Span<uint> words = stackalloc uint[Sm3Compression<uint, ScalarLane>.ExpandedWords];
        Span<byte> tail = stackalloc byte[2 * BlockBytes];
        var filled = (int)(_length % BlockBytes);
        _pending[..filled].CopyTo(tail);
        var tailBytes = Sm3Padding.Write(tail, filled, _length);
        for (var block = 0; block < tailBytes; block += BlockBytes)
        {
            Compress(tail[block..], words);
        }

        for (var i = 0; i < Sm3Compression<uint, ScalarLane>.StateWords; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], _state[i]);
        }
    }

    private void Compress(ReadOnlySpan<byte> block, Span<uint> words)
    {
        for (var i = 0; i < BlockBytes / sizeof(uint); i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        }

        Sm3Compression<uint, ScalarLane>.Compress(_state, words);
    }

    [InlineArray(Sm3Compression<uint, ScalarLane>.StateWords)]
    private struct Words
    {
        private uint _first;
    }

    [InlineArray(BlockBytes)]
    private struct Block
    {
        private byte _first;
    }
}
