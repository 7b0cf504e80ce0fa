namespace Ledger.Crypto.Groups;

/// <summary>
/// An element of the field of a curve y² = x³ − 3x + b. Sums, differences, products, <see cref="Take"/>, inversion and encoding run the
/// same instructions whatever the values; decoding and comparisons do not, and are for public data only.
/// </summary>
/// <typeparam name="TSelf">The element itself.</typeparam>
/// <remarks>
/// An element may keep sums and small multiples unreduced (<see cref="FastSm2.FieldElement"/>): who adds keeps the bounds that stand there.
/// </remarks>
internal interface ICoordinate<TSelf>
    where TSelf : unmanaged, ICoordinate<TSelf>
{
    /// <summary>1.</summary>
    static abstract TSelf One { get; }

    /// <summary>The curve's b.</summary>
    static abstract TSelf CurveB { get; }

    /// <summary>The base point's x.</summary>
    static abstract TSelf GeneratorX { get; }

    /// <summary>The base point's y.</summary>
    static abstract TSelf GeneratorY { get; }

    /// <summary>The words of (p + 1)/4, least significant first: p ≡ 3 modulo 4, and a square's root is its power.</summary>
    static abstract ReadOnlySpan<ulong> RootExponent { get; }

    /// <summary>Reads 32 big-endian bytes; false where the number is not below p.</summary>
    static abstract bool TryDecode(ReadOnlySpan<byte> bigEndian, out TSelf element);

    /// <summary>a·b.</summary>
    static abstract void Multiply(out TSelf result, in TSelf a, in TSelf b);

    /// <summary>a².</summary>
    static abstract void Square(out TSelf result, in TSelf a);

    /// <summary>a + b.</summary>
    static abstract void Add(out TSelf result, in TSelf a, in TSelf b);

    /// <summary>a − b.</summary>
    static abstract void Subtract(out TSelf result, in TSelf a, in TSelf b);

    /// <summary>−a.</summary>
    static abstract void Negate(out TSelf result, in TSelf a);

    /// <summary>a times a factor from 1 to 8.</summary>
    static abstract void Scale(out TSelf result, in TSelf a, ulong factor);

    /// <summary>1/a, and 0 for 0.</summary>
    static abstract void Invert(out TSelf result, in TSelf a);

    /// <summary>Whether two public elements are equal.</summary>
    static abstract bool AreEqual(in TSelf a, in TSelf b);

    /// <summary>Whether a public element is 0.</summary>
    bool IsZero();

    /// <summary>This ← other where the mask is all ones; where it is 0, nothing.</summary>
    void Take(in TSelf other, ulong mask);

    /// <summary>Writes the canonical value as 32 big-endian bytes.</summary>
    void Encode(Span<byte> bigEndian);
}
