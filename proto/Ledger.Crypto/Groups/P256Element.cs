using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Crypto.Groups;

/// <summary>An integer modulo P-256's p in Montgomery form with R = 2^256; always below p.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct P256Element : ICoordinate<P256Element>
{
    private Residue<P256Modulus> _value;

    private P256Element(Residue<P256Modulus> value) => _value = value;

    /// <inheritdoc/>
    public static P256Element One => new(new(1, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffe));

    /// <inheritdoc/>
    public static P256Element CurveB => new(new(0xd89cdf6229c4bddf, 0xacf005cd78843090, 0xe5a220abf7212ed6, 0xdc30061d04874834));

    /// <inheritdoc/>
    public static P256Element GeneratorX => new(new(0x79e730d418a9143c, 0x75ba95fc5fedb601, 0x79fb732b77622510, 0x18905f76a53755c6));

    /// <inheritdoc/>
    public static P256Element GeneratorY => new(new(0xddf25357ce95560a, 0x8b4ab8e4ba19e45c, 0xd2e88688dd21f325, 0x8571ff1825885d85));

    /// <inheritdoc/>
    public static ReadOnlySpan<ulong> RootExponent => [0, 0x40000000, 0x4000000000000000, 0x3fffffffc0000000];

    /// <inheritdoc/>
    public static bool TryDecode(ReadOnlySpan<byte> bigEndian, out P256Element element)
    {
        var isBelow = Residue<P256Modulus>.TryDecode(bigEndian, out var plain);
        var factor = Residue<P256Modulus>.Squared2To256;
        element = new(Residue<P256Modulus>.MultiplyMontgomery(in plain, in factor));
        return isBelow;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(out P256Element result, in P256Element a, in P256Element b) =>
        result = new(Residue<P256Modulus>.MultiplyMontgomery(in a._value, in b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(out P256Element result, in P256Element a) =>
        result = new(Residue<P256Modulus>.MultiplyMontgomery(in a._value, in a._value));

    /// <inheritdoc/>
    public static void Add(out P256Element result, in P256Element a, in P256Element b) =>
        result = new(Residue<P256Modulus>.Add(in a._value, in b._value));

    /// <inheritdoc/>
    public static void Subtract(out P256Element result, in P256Element a, in P256Element b) =>
        result = new(Residue<P256Modulus>.Subtract(in a._value, in b._value));

    /// <inheritdoc/>
    public static void Negate(out P256Element result, in P256Element a)
    {
        var zero = default(P256Element);
        Subtract(out result, in zero, in a);
    }

    /// <inheritdoc/>
    public static void Scale(out P256Element result, in P256Element a, ulong factor)
    {
        // Which steps add is in the factor alone, which the formula gives.
        var sum = a;
        for (var bit = 62 - System.Numerics.BitOperations.LeadingZeroCount(factor); bit >= 0; bit--)
        {
            Add(out sum, in sum, in sum);
            if (((factor >> bit) & 1) != 0)
            {
                Add(out sum, in sum, in a);
            }
        }

        result = sum;
    }

    /// <inheritdoc/>
    public static void Invert(out P256Element result, in P256Element a)
    {
        // Invert gives 1/(aR), which two factors R³ = R²·R²/R and one division by R make R/a.
        var inverse = Residue<P256Modulus>.Invert(in a._value);
        var factor = Residue<P256Modulus>.Squared2To256;
        inverse = Residue<P256Modulus>.MultiplyMontgomery(in inverse, in factor);
        result = new(Residue<P256Modulus>.MultiplyMontgomery(in inverse, in factor));
    }

    /// <inheritdoc/>
    public static bool AreEqual(in P256Element a, in P256Element b)
    {
        Subtract(out var difference, in a, in b);
        return difference.IsZero();
    }

    /// <inheritdoc/>
    public readonly bool IsZero() => _value.IsZero;

    /// <inheritdoc/>
    public void Take(in P256Element other, ulong mask) => _value = Residue<P256Modulus>.Select(in _value, in other._value, mask);

    /// <inheritdoc/>
    public readonly void Encode(Span<byte> bigEndian)
    {
        var one = Residue<P256Modulus>.One;
        Residue<P256Modulus>.MultiplyMontgomery(in _value, in one).Encode(bigEndian);
    }
}
