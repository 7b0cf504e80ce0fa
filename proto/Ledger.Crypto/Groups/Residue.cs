using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;

namespace Ledger.Crypto.Groups;

/// <summary>
/// A secret integer modulo a prime n of 256 bits: four 64-bit words, least significant first, below n. Every operation runs the same
/// instructions over the same addresses whatever the value: carries are computed, never compared, and a choice is a mask.
/// </summary>
/// <typeparam name="TModulus">The prime.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Residue<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>Length of an encoded scalar in bytes.</summary>
    internal const int Bytes = 32;

    /// <summary>Width of a digit of <see cref="Recode"/> in bits.</summary>
    internal const int WindowBits = 5;

    /// <summary>Number of digits that <see cref="Recode"/> writes: 260 bits, of which the highest take the last carry.</summary>
    internal const int Windows = 52;

    /// <summary>Largest digit without its sign.</summary>
    internal const int DigitMax = 1 << (WindowBits - 1);

    private readonly ulong _w0;
    private readonly ulong _w1;
    private readonly ulong _w2;
    private readonly ulong _w3;

    internal Residue(ulong w0, ulong w1, ulong w2, ulong w3)
    {
        _w0 = w0;
        _w1 = w1;
        _w2 = w2;
        _w3 = w3;
    }

    /// <summary>1.</summary>
    internal static Residue<TModulus> One => new(1, 0, 0, 0);

    /// <summary>Whether the scalar is 0; that it is or not becomes known.</summary>
    internal bool IsZero => (_w0 | _w1 | _w2 | _w3) == 0;

    /// <summary>2^512 mod n: brings a number into Montgomery form.</summary>
    internal static Residue<TModulus> Squared2To256 =>
        new(TModulus.Squared0, TModulus.Squared1, TModulus.Squared2, TModulus.Squared3);

    /// <summary>Reads 32 big-endian bytes as a number modulo n.</summary>
    internal static Residue<TModulus> Decode(ReadOnlySpan<byte> bigEndian) => ReduceOnce(
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian),
        0);

    /// <summary>Reads 32 big-endian bytes; false, which becomes known, where the number is not below n.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> bigEndian, out Residue<TModulus> residue)
    {
        residue = Decode(bigEndian);
        Span<byte> again = stackalloc byte[Bytes];
        residue.Encode(again);
        return CryptographicOperations.FixedTimeEquals(again, bigEndian);
    }

    /// <summary>Reads 64 big-endian bytes as a number modulo n; where they are even, it is even to within 2^−256.</summary>
    internal static Residue<TModulus> DecodeWide(ReadOnlySpan<byte> bigEndian)
    {
        var high = Decode(bigEndian[..Bytes]);
        var low = Decode(bigEndian.Slice(Bytes, Bytes));
        var factor = Squared2To256;
        high = MultiplyMontgomery(in high, in factor);
        return Add(in high, in low);
    }

    /// <summary>a where the mask is 0, b where it is all ones.</summary>
    internal static Residue<TModulus> Select(in Residue<TModulus> a, in Residue<TModulus> b, ulong mask) => new(
        a._w0 ^ ((a._w0 ^ b._w0) & mask),
        a._w1 ^ ((a._w1 ^ b._w1) & mask),
        a._w2 ^ ((a._w2 ^ b._w2) & mask),
        a._w3 ^ ((a._w3 ^ b._w3) & mask));

    /// <summary>(a + b) mod n.</summary>
    internal static Residue<TModulus> Add(in Residue<TModulus> a, in Residue<TModulus> b)
    {
        var carry = 0UL;
        var w0 = Add(a._w0, b._w0, ref carry);
        var w1 = Add(a._w1, b._w1, ref carry);
        var w2 = Add(a._w2, b._w2, ref carry);
        var w3 = Add(a._w3, b._w3, ref carry);
        return ReduceOnce(w0, w1, w2, w3, carry);
    }

    /// <summary>(a − b) mod n.</summary>
    internal static Residue<TModulus> Subtract(in Residue<TModulus> a, in Residue<TModulus> b)
    {
        var borrow = 0UL;
        var w0 = Subtract(a._w0, b._w0, ref borrow);
        var w1 = Subtract(a._w1, b._w1, ref borrow);
        var w2 = Subtract(a._w2, b._w2, ref borrow);
        var w3 = Subtract(a._w3, b._w3, ref borrow);
        var mask = 0UL - borrow;
        var carry = 0UL;
        w0 = Add(w0, TModulus.N0 & mask, ref carry);
        w1 = Add(w1, TModulus.N1 & mask, ref carry);
        w2 = Add(w2, TModulus.N2 & mask, ref carry);
        w3 = Add(w3, TModulus.N3 & mask, ref carry);
        return new Residue<TModulus>(w0, w1, w2, w3);
    }

    /// <summary>The smaller of a and n − a; <paramref name="negated"/> is all ones where that is n − a, and otherwise 0.</summary>
    internal static Residue<TModulus> Fold(in Residue<TModulus> a, out ulong negated)
    {
        // a > (n − 1)/2 borrows.
        var borrow = 0UL;
        Subtract((TModulus.N0 >> 1) | (TModulus.N1 << 63), a._w0, ref borrow);
        Subtract((TModulus.N1 >> 1) | (TModulus.N2 << 63), a._w1, ref borrow);
        Subtract((TModulus.N2 >> 1) | (TModulus.N3 << 63), a._w2, ref borrow);
        Subtract(TModulus.N3 >> 1, a._w3, ref borrow);
        negated = 0UL - borrow;
        var zero = default(Residue<TModulus>);
        var other = Subtract(in zero, in a);
        return Select(in a, in other, negated);
    }

    /// <summary>a·b mod n.</summary>
    internal static Residue<TModulus> Multiply(in Residue<TModulus> a, in Residue<TModulus> b)
    {
        var product = MultiplyMontgomery(in a, in b);
        var factor = Squared2To256;
        return MultiplyMontgomery(in product, in factor);
    }

    /// <summary>1/a mod n, and 0 for 0.</summary>
    internal static Residue<TModulus> Invert(in Residue<TModulus> a)
    {
        // a^(n − 2): which steps multiply is in n alone.
        var factor = Squared2To256;
        var power = MultiplyMontgomery(in a, in factor);
        var result = power;
        Span<ulong> exponent = [TModulus.N0 - 2, TModulus.N1, TModulus.N2, TModulus.N3];
        for (var bit = 254; bit >= 0; bit--)
        {
            result = MultiplyMontgomery(in result, in result);
            if (((exponent[bit >> 6] >> (bit & 63)) & 1) != 0)
            {
                result = MultiplyMontgomery(in result, in power);
            }
        }

        var one = One;
        return MultiplyMontgomery(in result, in one);
    }

    /// <summary>Writes the scalar as 32 big-endian bytes.</summary>
    internal void Encode(Span<byte> bigEndian)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], _w0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], _w1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], _w2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian, _w3);
    }

    /// <summary>
    /// Writes <see cref="Windows"/> digits from −<see cref="DigitMax"/> + 1 to <see cref="DigitMax"/>, least significant first, whose sum
    /// over 2^(5i) is the scalar.
    /// </summary>
    internal void Recode(Span<int> digits)
    {
        var carry = 0;
        for (var window = 0; window < Windows; window++)
        {
            var digit = ScalarWords.Bits(_w0, _w1, _w2, _w3, window * WindowBits, WindowBits) + carry;
            carry = (DigitMax - digit) >>> 31;
            digits[window] = digit - (carry << WindowBits);
        }
    }

    /// <summary>a·b/2^256 mod n, word by word. Where the sum is above n is not compared but masked.</summary>
    internal static Residue<TModulus> MultiplyMontgomery(in Residue<TModulus> a, in Residue<TModulus> b)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        Step(in a, b._w0, ref t0, ref t1, ref t2, ref t3, ref t4);
        Step(in a, b._w1, ref t0, ref t1, ref t2, ref t3, ref t4);
        Step(in a, b._w2, ref t0, ref t1, ref t2, ref t3, ref t4);
        Step(in a, b._w3, ref t0, ref t1, ref t2, ref t3, ref t4);
        return ReduceOnce(t0, t1, t2, t3, t4);
    }

    // t ← (t + a·word + m·n)/2^64, with the m that makes the lowest word 0; t stays below 2n.
    private static void Step(
        in Residue<TModulus> a, ulong word, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        var carry = 0UL;
        t0 = AddProduct(t0, a._w0, word, ref carry);
        t1 = AddProduct(t1, a._w1, word, ref carry);
        t2 = AddProduct(t2, a._w2, word, ref carry);
        t3 = AddProduct(t3, a._w3, word, ref carry);
        var above = 0UL;
        t4 = Add(t4, carry, ref above);

        var m = t0 * TModulus.Reducer;
        carry = 0;
        AddProduct(t0, TModulus.N0, m, ref carry);
        t0 = AddProduct(t1, TModulus.N1, m, ref carry);
        t1 = AddProduct(t2, TModulus.N2, m, ref carry);
        t2 = AddProduct(t3, TModulus.N3, m, ref carry);
        var last = 0UL;
        t3 = Add(t4, carry, ref last);
        t4 = above + last;
    }

    // sum + a·b + carry: its low word, and the high one in carry.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddProduct(ulong sum, ulong a, ulong b, ref ulong carry)
    {
        var high = Math.BigMul(a, b, out var low);
        var first = 0UL;
        low = Add(low, sum, ref first);
        var second = 0UL;
        low = Add(low, carry, ref second);
        carry = high + first + second;
        return low;
    }

    // A number below 2n, its bit 256 in above, to one below n.
    private static Residue<TModulus> ReduceOnce(ulong w0, ulong w1, ulong w2, ulong w3, ulong above)
    {
        var borrow = 0UL;
        var d0 = Subtract(w0, TModulus.N0, ref borrow);
        var d1 = Subtract(w1, TModulus.N1, ref borrow);
        var d2 = Subtract(w2, TModulus.N2, ref borrow);
        var d3 = Subtract(w3, TModulus.N3, ref borrow);
        var keep = 0UL - (borrow & ~above & 1);
        return new Residue<TModulus>(
            d0 ^ ((d0 ^ w0) & keep), d1 ^ ((d1 ^ w1) & keep), d2 ^ ((d2 ^ w2) & keep), d3 ^ ((d3 ^ w3) & keep));
    }

    // a + b + carry. A comparison for the carry might become a branch.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong a, ulong b, ref ulong carry)
    {
        var sum = a + b + carry;
        carry = ((a & b) | ((a | b) & ~sum)) >> 63;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Subtract(ulong a, ulong b, ref ulong borrow)
    {
        var difference = a - b - borrow;
        borrow = ((~a & b) | ((~a | b) & difference)) >> 63;
        return difference;
    }
}
