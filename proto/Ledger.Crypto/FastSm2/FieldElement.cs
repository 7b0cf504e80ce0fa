using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// An integer modulo SM2's p = 2^256 − 2^224 − 2^96 + 2^64 − 1, in Montgomery form with R = 2^260: five limbs of 52 bits, least
/// significant first. Sums, differences, products, <see cref="Take"/>, inversion and encoding run the same instructions whatever the
/// values; decoding and comparisons do not, and are for public data only.
/// </summary>
/// <remarks>
/// Two states of an element are told apart in the comments. <em>Tidy</em>: limbs 0 to 3 below 2^52 and the value below 2p; every
/// product, square and difference is tidy. <em>Loose</em>: a sum or small multiple of tidy ones, whose limbs may reach 2^56.
/// Multiplication takes both; for values below jp and kp its result is below (jk/16 + 1)p, so jk ≤ 16 keeps it tidy.
/// </remarks>
internal partial struct FieldElement
{
    /// <summary>Length of an encoded element in bytes.</summary>
    public const int Bytes = 32;

    private const int LimbBits = 52;
    private const ulong LimbMask = (1UL << LimbBits) - 1;

    // The limbs of p.
    private const ulong P0 = 0xfffffffffffff;
    private const ulong P1 = 0xff00000000fff;
    private const ulong P2 = 0xfffffffffffff;
    private const ulong P3 = 0xfffffffffffff;
    private const ulong P4 = 0xfffffffeffff;

    private ulong _l0;
    private ulong _l1;
    private ulong _l2;
    private ulong _l3;
    private ulong _l4;

    /// <summary>Takes the limbs of a value that is already in Montgomery form.</summary>
    public FieldElement(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
        _l4 = l4;
    }

    /// <summary>1, that is R mod p.</summary>
    public static FieldElement One => new(0x10, 0xffffffff0000, 0, 0, 0x100000);

    private static FieldElement RSquared => new(0x20000000300, 0xffffffff00000, 0x100000002, 0x200000001000, 0x4000000);

    /// <summary>Reads 32 big-endian bytes; false where the number is not below p.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bigEndian, out FieldElement element)
    {
        element = FromWords(
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian));
        if (element.IsPlainBelowModulus())
        {
            ToMontgomery(ref element);
            return true;
        }

        element = default;
        return false;
    }

    /// <summary>Takes a number below 2^256 as four 64-bit words, least significant first; it is reduced modulo p.</summary>
    public static FieldElement Reduce(ulong w0, ulong w1, ulong w2, ulong w3)
    {
        var element = FromWords(w0, w1, w2, w3);
        ToMontgomery(ref element);
        return element;
    }

    /// <summary>
    /// Takes limbs with signs, of at most 2^53 either way, of a value in Montgomery form from −16p to 16p; the element is tidy.
    /// </summary>
    public static FieldElement FromSigned(long l0, long l1, long l2, long l3, long l4)
    {
        CarryAndFold(
            l0 + (long)(P0 << 4), l1 + (long)(P1 << 4), l2 + (long)(P2 << 4), l3 + (long)(P3 << 4), l4 + (long)(P4 << 4), out var element);
        return element;
    }

    /// <summary>The limbs, least significant first.</summary>
    public readonly void Deconstruct(out ulong l0, out ulong l1, out ulong l2, out ulong l3, out ulong l4)
    {
        l0 = _l0;
        l1 = _l1;
        l2 = _l2;
        l3 = _l3;
        l4 = _l4;
    }

    /// <summary>Writes the canonical value as 32 big-endian bytes.</summary>
    public readonly void Encode(Span<byte> bigEndian)
    {
        var one = new FieldElement(1, 0, 0, 0, 0);
        Multiply(out var plain, in this, in one);
        plain.Canonicalize();
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], plain._l0 | (plain._l1 << 52));
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], (plain._l1 >> 12) | (plain._l2 << 40));
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], (plain._l2 >> 24) | (plain._l3 << 28));
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian, (plain._l3 >> 36) | (plain._l4 << 16));
    }

    /// <summary>Whether a tidy element is zero modulo p, that is 0 or p.</summary>
    /// <remarks>p ≡ −1 modulo 2^52, so the lowest limb alone rules out nearly every other value.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsZero() => ((_l0 + 1) & LimbMask) <= 1 && IsZeroOrModulus();

    /// <summary>Whether two tidy elements are the same modulo p.</summary>
    public static bool AreEqual(in FieldElement a, in FieldElement b)
    {
        Subtract(out var difference, in a, in b);
        return difference.IsZero();
    }

    /// <summary>This ← other where the mask is all ones; where it is 0, nothing. Not to be told from outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(in FieldElement other, ulong mask)
    {
        _l0 ^= (_l0 ^ other._l0) & mask;
        _l1 ^= (_l1 ^ other._l1) & mask;
        _l2 ^= (_l2 ^ other._l2) & mask;
        _l3 ^= (_l3 ^ other._l3) & mask;
        _l4 ^= (_l4 ^ other._l4) & mask;
    }

    private readonly bool IsZeroOrModulus() =>
        (_l0 | _l1 | _l2 | _l3 | _l4) == 0 || (_l0 == P0 && _l1 == P1 && _l2 == P2 && _l3 == P3 && _l4 == P4);

    private static FieldElement FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new(
        w0 & LimbMask,
        ((w0 >> 52) | (w1 << 12)) & LimbMask,
        ((w1 >> 40) | (w2 << 24)) & LimbMask,
        ((w2 >> 28) | (w3 << 36)) & LimbMask,
        w3 >> 16);

    private static void ToMontgomery(ref FieldElement element)
    {
        var factor = RSquared;
        Multiply(out element, in element, in factor);
    }

    private readonly bool IsPlainBelowModulus()
    {
        if (_l4 != P4)
        {
            return _l4 < P4;
        }

        if (_l3 != P3)
        {
            return true;
        }

        if (_l2 != P2)
        {
            return true;
        }

        return _l1 != P1 ? _l1 < P1 : _l0 < P0;
    }

    // A tidy value is below 2p, so one subtraction is enough: it is kept unless it borrows.
    private void Canonicalize()
    {
        var d0 = (long)(_l0 - P0);
        var d1 = (long)(_l1 - P1) + (d0 >> LimbBits);
        var d2 = (long)(_l2 - P2) + (d1 >> LimbBits);
        var d3 = (long)(_l3 - P3) + (d2 >> LimbBits);
        var d4 = (long)(_l4 - P4) + (d3 >> LimbBits);
        var reduced = new FieldElement(
            (ulong)d0 & LimbMask, (ulong)d1 & LimbMask, (ulong)d2 & LimbMask, (ulong)d3 & LimbMask, (ulong)d4);
        Take(in reduced, ~(ulong)(d4 >> 63));
    }
}
