using System.Buffers.Binary;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// An integer modulo the order n of SM2's group: four 64-bit words, least significant first, below n. For public data only.
/// </summary>
internal readonly struct Scalar
{
    /// <summary>Length of an encoded scalar in bytes.</summary>
    public const int Bytes = 32;

    private readonly ulong _w0;
    private readonly ulong _w1;
    private readonly ulong _w2;
    private readonly ulong _w3;

    private Scalar(ulong w0, ulong w1, ulong w2, ulong w3)
    {
        _w0 = w0;
        _w1 = w1;
        _w2 = w2;
        _w3 = w3;
    }

    /// <summary>Whether the scalar is 0.</summary>
    public bool IsZero => (_w0 | _w1 | _w2 | _w3) == 0;

    private static Scalar Order => new(ScalarWords.N0, ScalarWords.N1, ScalarWords.N2, ScalarWords.N3);

    /// <summary>Reads 32 big-endian bytes; false where the number is 0 or not below n, which r and s must not be.</summary>
    public static bool TryDecodeComponent(ReadOnlySpan<byte> bigEndian, out Scalar scalar)
    {
        scalar = ReadWords(bigEndian);
        return !scalar.IsZero && IsBelow(scalar, Order);
    }

    /// <summary>Reads 32 big-endian bytes as a number modulo n.</summary>
    public static Scalar DecodeReduced(ReadOnlySpan<byte> bigEndian)
    {
        // n > 2^255, so one subtraction is enough.
        var scalar = ReadWords(bigEndian);
        return IsBelow(scalar, Order) ? scalar : SubtractWords(scalar, Order);
    }

    /// <summary>(a + b) mod n.</summary>
    public static Scalar Add(Scalar a, Scalar b)
    {
        var sum = AddWords(a, b, out var carry);
        return carry != 0 || !IsBelow(sum, Order) ? SubtractWords(sum, Order) : sum;
    }

    /// <summary>(a − b) mod n.</summary>
    public static Scalar Subtract(Scalar a, Scalar b) =>
        IsBelow(a, b) ? SubtractWords(AddWords(a, Order, out _), b) : SubtractWords(a, b);

    /// <summary>The scalar as a field element.</summary>
    public FieldElement ToField() => FieldElement.Reduce(_w0, _w1, _w2, _w3);

    /// <summary>The scalar plus n as a field element; false where that is not below p, so that no x-coordinate can be it.</summary>
    public bool TryToFieldPlusOrder(out FieldElement element)
    {
        // p − n = 0x8dfc2093de39fad5ac440bf6c62abedc: two words.
        var limit = new Scalar(0xac440bf6c62abedc, 0x8dfc2093de39fad5, 0, 0);
        if (!IsBelow(this, limit))
        {
            element = default;
            return false;
        }

        var sum = AddWords(this, Order, out _);
        element = FieldElement.Reduce(sum._w0, sum._w1, sum._w2, sum._w3);
        return true;
    }

    /// <summary>
    /// The <paramref name="count"/> (at most 32) bits from bit <paramref name="position"/> upwards; bits above 255 are 0.
    /// </summary>
    public int Bits(int position, int count) => ScalarWords.Bits(_w0, _w1, _w2, _w3, position, count);

    private static Scalar ReadWords(ReadOnlySpan<byte> bigEndian) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian));

    private static bool IsBelow(Scalar a, Scalar b)
    {
        if (a._w3 != b._w3)
        {
            return a._w3 < b._w3;
        }

        if (a._w2 != b._w2)
        {
            return a._w2 < b._w2;
        }

        return a._w1 != b._w1 ? a._w1 < b._w1 : a._w0 < b._w0;
    }

    private static Scalar AddWords(Scalar a, Scalar b, out ulong carry)
    {
        var low = new UInt128(a._w1, a._w0) + new UInt128(b._w1, b._w0);
        var lowCarry = low < new UInt128(a._w1, a._w0) ? UInt128.One : UInt128.Zero;
        var partial = new UInt128(a._w3, a._w2) + new UInt128(b._w3, b._w2);
        var high = partial + lowCarry;
        carry = partial < new UInt128(a._w3, a._w2) || high < partial ? 1UL : 0UL;
        return new Scalar((ulong)low, (ulong)(low >> 64), (ulong)high, (ulong)(high >> 64));
    }

    // Modulo 2^256.
    private static Scalar SubtractWords(Scalar a, Scalar b)
    {
        var low = new UInt128(a._w1, a._w0) - new UInt128(b._w1, b._w0);
        var borrow = new UInt128(a._w1, a._w0) < new UInt128(b._w1, b._w0) ? UInt128.One : UInt128.Zero;
        var high = new UInt128(a._w3, a._w2) - new UInt128(b._w3, b._w2) - borrow;
        return new Scalar((ulong)low, (ulong)(low >> 64), (ulong)high, (ulong)(high >> 64));
    }
}
