using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// GHASH (NIST SP 800-38D §6.4) by carry-less multiplication, four blocks to a reduction: constant time, and far faster than the cipher.
/// Bits are reflected as in S. Gueron and M. Kounavis, "Intel Carry-Less Multiplication Instruction and its Usage for Computing the GCM
/// Mode", 2010.
/// </summary>
internal struct Ghash
{
    private const int BlockBytes = 16;
    private const int Lanes = 4;
    private readonly Vector128<ulong> _h1;
    private readonly Vector128<ulong> _h2;
    private readonly Vector128<ulong> _h3;
    private readonly Vector128<ulong> _h4;
    private Vector128<ulong> _y;

    internal Ghash(ReadOnlySpan<byte> hashKey)
    {
        _h1 = Load(hashKey);
        _h2 = Multiply(_h1, _h1);
        _h3 = Multiply(_h2, _h1);
        _h4 = Multiply(_h3, _h1);
    }

    internal static bool IsSupported => Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <summary>Adds data, its last block padded with zeros.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        while (data.Length >= Lanes * BlockBytes)
        {
            var (low, middle, high) = Product(_y ^ Load(data), _h4);
            Accumulate(Load(data[BlockBytes..]), _h3, ref low, ref middle, ref high);
            Accumulate(Load(data[(2 * BlockBytes)..]), _h2, ref low, ref middle, ref high);
            Accumulate(Load(data[(3 * BlockBytes)..]), _h1, ref low, ref middle, ref high);
            _y = Reduce(low, middle, high);
            data = data[(Lanes * BlockBytes)..];
        }

        Span<byte> padded = stackalloc byte[BlockBytes];
        while (!data.IsEmpty)
        {
            var count = Math.Min(BlockBytes, data.Length);
            padded.Clear();
            data[..count].CopyTo(padded);
            _y = Multiply(_y ^ Load(padded), _h1);
            data = data[count..];
        }
    }

    /// <summary>Adds the two lengths, in bits, and writes the hash.</summary>
    internal void Finish(long associatedBytes, long textBytes, Span<byte> hash)
    {
        Span<byte> lengths = stackalloc byte[BlockBytes];
        BinaryPrimitives.WriteInt64BigEndian(lengths, associatedBytes * 8);
        BinaryPrimitives.WriteInt64BigEndian(lengths[8..], textBytes * 8);
        Append(lengths);
        Reverse(_y.AsByte()).CopyTo(hash);
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> block) => Reverse(Vector128.Create(block)).AsUInt64();

    private static Vector128<byte> Reverse(Vector128<byte> bytes) =>
        Ssse3.Shuffle(bytes, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

    private static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b)
    {
        var (low, middle, high) = Product(a, b);
        return Reduce(low, middle, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ulong> Low, Vector128<ulong> Middle, Vector128<ulong> High) Product(Vector128<ulong> a, Vector128<ulong> b) =>
        (
        Pclmulqdq.CarrylessMultiply(a, b, 0x00),
        Pclmulqdq.CarrylessMultiply(a, b, 0x10) ^ Pclmulqdq.CarrylessMultiply(a, b, 0x01),
        Pclmulqdq.CarrylessMultiply(a, b, 0x11));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector128<ulong> a, Vector128<ulong> b, ref Vector128<ulong> low, ref Vector128<ulong> middle, ref Vector128<ulong> high)
    {
        var product = Product(a, b);
        low ^= product.Low;
        middle ^= product.Middle;
        high ^= product.High;
    }

    /// <summary>Shifts the 256-bit product left by one, for the bits are reflected, and reduces it by x¹²⁸ + x⁷ + x² + x + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        var lo = (low ^ Sse2.ShiftLeftLogical128BitLane(middle, 8)).AsUInt32();
        var hi = (high ^ Sse2.ShiftRightLogical128BitLane(middle, 8)).AsUInt32();

        var loCarry = lo >>> 31;
        var hiCarry = hi >>> 31;
        lo = (lo << 1) | Sse2.ShiftLeftLogical128BitLane(loCarry, 4);
        hi = (hi << 1) | Sse2.ShiftLeftLogical128BitLane(hiCarry, 4) | Sse2.ShiftRightLogical128BitLane(loCarry, 12);

        var folded = (lo << 31) ^ (lo << 30) ^ (lo << 25);
        lo ^= Sse2.ShiftLeftLogical128BitLane(folded, 12);
        var rest = (lo >>> 1) ^ (lo >>> 2) ^ (lo >>> 7) ^ Sse2.ShiftRightLogical128BitLane(folded, 4);
        return (hi ^ lo ^ rest).AsUInt64();
    }
}
