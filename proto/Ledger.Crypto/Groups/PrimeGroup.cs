namespace Ledger.Crypto.Groups;

/// <summary>
/// The group of a suite's curve, of prime order q and cofactor 1: SM2's or P-256's, in managed code alone. Scalars below q, points
/// compressed. Safe for use by several threads.
/// </summary>
/// <remarks>
/// Products of a scalar with one point (<see cref="MultiplyBase"/> and its like) and the arithmetic of scalars run the same
/// instructions over the same addresses whatever the values. <see cref="Sum"/>, comparisons, and the reading and writing of points do not:
/// their input is public, or becomes so.
/// </remarks>
public abstract class PrimeGroup
{
    /// <summary>Length of an encoded scalar, in bytes.</summary>
    public const int ScalarBytes = 32;

    /// <summary>Length of what <see cref="ReduceWide"/> takes, in bytes.</summary>
    public const int WideBytes = 2 * ScalarBytes;

    /// <summary>Length of a compressed point, in bytes.</summary>
    public const int PointBytes = 1 + ScalarBytes;

    /// <summary>Length of <c>04‖x‖y</c>, in bytes.</summary>
    public const int UncompressedBytes = PointBytes + ScalarBytes;

    private static readonly PrimeGroup Sm2 = new CurveGroup<FastSm2.FieldElement, Sm2Order>(CryptoSuite.Guomi);
    private static readonly PrimeGroup P256 = new CurveGroup<P256Element, P256Order>(CryptoSuite.International);

    private protected PrimeGroup(CryptoSuite suite) => Suite = suite;

    /// <summary>The suite whose curve this is.</summary>
    public CryptoSuite Suite { get; }

    /// <summary>The point at infinity.</summary>
    public abstract GroupPoint Infinity { get; }

    /// <summary>The base point G.</summary>
    public abstract GroupPoint Generator { get; }

    /// <summary>The group of a suite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The suite is unknown.</exception>
    public static PrimeGroup Of(CryptoSuite suite) => suite switch
    {
        CryptoSuite.Guomi => Sm2,
        CryptoSuite.International => P256,
        _ => throw new ArgumentOutOfRangeException(nameof(suite)),
    };

    /// <summary>Reads 32 big-endian bytes; false, which becomes known, where they are not 32 or not below q.</summary>
    public abstract bool TryDecodeScalar(ReadOnlySpan<byte> encoded, out GroupScalar scalar);

    /// <summary>32 big-endian bytes as a number modulo q: for challenges, which need not be even.</summary>
    public abstract GroupScalar Reduce(ReadOnlySpan<byte> bytes);

    /// <summary>64 big-endian bytes as a number modulo q: from even bytes a scalar that is even to within 2^−256.</summary>
    public abstract GroupScalar ReduceWide(ReadOnlySpan<byte> bytes);

    /// <summary>A small number as a scalar.</summary>
    public abstract GroupScalar FromNumber(uint number);

    /// <summary>Writes 32 big-endian bytes.</summary>
    public abstract void Encode(in GroupScalar scalar, Span<byte> encoded);

    /// <summary>(a + b) mod q.</summary>
    public abstract GroupScalar Add(in GroupScalar a, in GroupScalar b);

    /// <summary>(a − b) mod q.</summary>
    public abstract GroupScalar Subtract(in GroupScalar a, in GroupScalar b);

    /// <summary>−a mod q.</summary>
    public GroupScalar Negate(in GroupScalar a)
    {
        var zero = default(GroupScalar);
        return Subtract(in zero, in a);
    }

    /// <summary>a·b mod q.</summary>
    public abstract GroupScalar Multiply(in GroupScalar a, in GroupScalar b);

    /// <summary>1/a mod q by a fixed chain, and 0 for 0.</summary>
    public abstract GroupScalar Invert(in GroupScalar a);

    /// <summary>a where the mask is 0, b where it is all ones.</summary>
    public abstract GroupScalar Select(in GroupScalar a, in GroupScalar b, ulong mask);

    /// <summary>Whether the scalar is 0, which becomes known.</summary>
    public abstract bool IsZero(in GroupScalar scalar);

    /// <summary>
    /// Reads a compressed point: <c>02‖x</c> with an even y, <c>03‖x</c> with an odd one, x below p and on the curve. False for all else;
    /// infinity has no encoding.
    /// </summary>
    public abstract bool TryDecode(ReadOnlySpan<byte> encoded, out GroupPoint point);

    /// <summary>Writes a point that is not at infinity, compressed.</summary>
    /// <exception cref="ArgumentException">The point is at infinity, which has no encoding.</exception>
    public void Encode(in GroupPoint point, Span<byte> encoded) => EncodeEach(new ReadOnlySpan<GroupPoint>(in point), encoded);

    /// <summary>Writes points, none at infinity, compressed and end to end, with one inversion for all.</summary>
    /// <exception cref="ArgumentException">A point is at infinity, which has no encoding.</exception>
    public abstract void EncodeEach(ReadOnlySpan<GroupPoint> points, Span<byte> encoded);

    /// <summary>Writes a point that is not at infinity as <c>04‖x‖y</c>, the form of a <see cref="PublicKey"/>.</summary>
    /// <exception cref="ArgumentException">The point is at infinity, which has no encoding.</exception>
    public abstract void EncodeUncompressed(in GroupPoint point, Span<byte> encoded);

    /// <summary>a + b.</summary>
    public abstract GroupPoint Add(in GroupPoint a, in GroupPoint b);

    /// <summary>−a.</summary>
    public abstract GroupPoint Negate(in GroupPoint a);

    /// <summary>Whether two public points are the same.</summary>
    public abstract bool AreEqual(in GroupPoint a, in GroupPoint b);

    /// <summary>Whether a public point is at infinity.</summary>
    public abstract bool IsInfinity(in GroupPoint point);

    /// <summary>scalar·point for a secret scalar.</summary>
    public abstract GroupPoint Multiply(in GroupScalar scalar, in GroupPoint point);

    /// <summary>scalar·G for a secret scalar.</summary>
    public abstract GroupPoint MultiplyBase(in GroupScalar scalar);

    /// <summary>
    /// The sum of scalarᵢ·pointᵢ for public scalars, in time that depends on them: short scalars cost less. Bounded: 52 additions
    /// and 15 for a table a point, 260 doublings for 64 of them.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public abstract GroupPoint Sum(ReadOnlySpan<GroupScalar> scalars, ReadOnlySpan<GroupPoint> points);
}
