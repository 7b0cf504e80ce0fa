using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ledger.Crypto.Groups;

/// <summary>A group over one field and one order: what callers hold as words is told apart here.</summary>
internal sealed class CurveGroup<TField, TOrder>(CryptoSuite suite) : PrimeGroup(suite)
    where TField : unmanaged, ICoordinate<TField>
    where TOrder : struct, IModulus
{
    private const byte CompressedEven = 2;

    /// <inheritdoc/>
    public override GroupPoint Infinity => Of(CurvePoint<TField>.Infinity);

    /// <inheritdoc/>
    public override GroupPoint Generator
    {
        get
        {
            var (x, y) = (TField.GeneratorX, TField.GeneratorY);
            return Of(CurvePoint<TField>.Of(in x, in y));
        }
    }

    /// <inheritdoc/>
    public override bool TryDecodeScalar(ReadOnlySpan<byte> encoded, out GroupScalar scalar)
    {
        scalar = default;
        if (encoded.Length != ScalarBytes || !Residue<TOrder>.TryDecode(encoded, out var residue))
        {
            return false;
        }

        scalar = Of(residue);
        return true;
    }

    /// <inheritdoc/>
    public override GroupScalar Reduce(ReadOnlySpan<byte> bytes) => Of(Residue<TOrder>.Decode(bytes[..ScalarBytes]));

    /// <inheritdoc/>
    public override GroupScalar ReduceWide(ReadOnlySpan<byte> bytes) => Of(Residue<TOrder>.DecodeWide(bytes[..WideBytes]));

    /// <inheritdoc/>
    public override GroupScalar FromNumber(uint number) => Of(new Residue<TOrder>(number, 0, 0, 0));

    /// <inheritdoc/>
    public override void Encode(in GroupScalar scalar, Span<byte> encoded) => Read(in scalar).Encode(encoded);

    /// <inheritdoc/>
    public override GroupScalar Add(in GroupScalar a, in GroupScalar b) => Of(Residue<TOrder>.Add(in Read(in a), in Read(in b)));

    /// <inheritdoc/>
    public override GroupScalar Subtract(in GroupScalar a, in GroupScalar b) =>
        Of(Residue<TOrder>.Subtract(in Read(in a), in Read(in b)));

    /// <inheritdoc/>
    public override GroupScalar Multiply(in GroupScalar a, in GroupScalar b) =>
        Of(Residue<TOrder>.Multiply(in Read(in a), in Read(in b)));

    /// <inheritdoc/>
    public override GroupScalar Invert(in GroupScalar a) => Of(Residue<TOrder>.Invert(in Read(in a)));

    /// <inheritdoc/>
    public override GroupScalar Select(in GroupScalar a, in GroupScalar b, ulong mask) =>
        Of(Residue<TOrder>.Select(in Read(in a), in Read(in b), mask));

    /// <inheritdoc/>
    public override bool IsZero(in GroupScalar scalar) => Read(in scalar).IsZero;

    /// <inheritdoc/>
    public override bool TryDecode(ReadOnlySpan<byte> encoded, out GroupPoint point)
    {
        point = default;
        if (encoded.Length != PointBytes
            || (encoded[0] & ~1) != CompressedEven
            || !TField.TryDecode(encoded[1..], out var x)
            || !TryRoot(CurvePoint<TField>.Cubic(in x), out var y))
        {
            return false;
        }

        // The order is odd, so no point has y = 0, which would have no odd opposite.
        if (IsOdd(in y) != ((encoded[0] & 1) != 0))
        {
            TField.Negate(out y, in y);
        }

        point = Of(CurvePoint<TField>.Of(in x, in y));
        return true;
    }

    /// <inheritdoc/>
    public override void EncodeEach(ReadOnlySpan<GroupPoint> points, Span<byte> encoded)
    {
        // The products of all Z up to each point, and then the inverses one by one (Montgomery's trick).
        var products = new TField[points.Length];
        var product = TField.One;
        for (var i = 0; i < points.Length; i++)
        {
            ref readonly var point = ref Read(in points[i]);
            RequireFinite(in point);
            products[i] = product;
            TField.Multiply(out product, in product, point.Z);
        }

        TField.Invert(out var inverse, in product);
        for (var i = points.Length - 1; i >= 0; i--)
        {
            ref readonly var point = ref Read(in points[i]);
            TField.Multiply(out var ofPoint, in inverse, in products[i]);
            TField.Multiply(out inverse, in inverse, point.Z);
            var (x, y) = point.ToAffine(in ofPoint);
            var at = encoded.Slice(i * PointBytes, PointBytes);
            at[0] = (byte)(CompressedEven | (IsOdd(in y) ? 1 : 0));
            x.Encode(at[1..]);
        }
    }

    /// <inheritdoc/>
    public override void EncodeUncompressed(in GroupPoint point, Span<byte> encoded)
    {
        ref readonly var read = ref Read(in point);
        RequireFinite(in read);
        read.Encode(encoded);
    }

    /// <inheritdoc/>
    public override GroupPoint Add(in GroupPoint a, in GroupPoint b)
    {
        var sum = Read(in a);
        sum.Add(in Read(in b));
        return Of(sum);
    }

    /// <inheritdoc/>
    public override GroupPoint Negate(in GroupPoint a)
    {
        var negated = Read(in a);
        negated.NegateWhere(ulong.MaxValue);
        return Of(negated);
    }

    /// <inheritdoc/>
    public override bool AreEqual(in GroupPoint a, in GroupPoint b) => CurvePoint<TField>.AreEqual(in Read(in a), in Read(in b));

    /// <inheritdoc/>
    public override bool IsInfinity(in GroupPoint point) => Read(in point).IsInfinity;

    /// <inheritdoc/>
    public override GroupPoint Multiply(in GroupScalar scalar, in GroupPoint point)
    {
        Span<int> digits = stackalloc int[Residue<TOrder>.Windows];
        Read(in scalar).Recode(digits);
        var product = SecretProducts<TField>.Multiply(digits, in Read(in point));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
        return Of(product);
    }

    /// <inheritdoc/>
    public override GroupPoint MultiplyBase(in GroupScalar scalar)
    {
        Span<int> digits = stackalloc int[Residue<TOrder>.Windows];
        Read(in scalar).Recode(digits);
        var product = SecretProducts<TField>.MultiplyBase(digits);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
        return Of(product);
    }

    /// <inheritdoc/>
    public override GroupPoint Sum(ReadOnlySpan<GroupScalar> scalars, ReadOnlySpan<GroupPoint> points)
    {
        if (scalars.Length != points.Length)
        {
            throw new ArgumentException("Each point has one scalar.", nameof(scalars));
        }

        return Of(PublicProducts<TField, TOrder>.Sum(
            MemoryMarshal.Cast<GroupScalar, Residue<TOrder>>(scalars), points));
    }

    /// <summary>What a caller holds as words, as a point.</summary>
    internal static ref readonly CurvePoint<TField> Read(in GroupPoint point) =>
        ref Unsafe.As<GroupPoint, CurvePoint<TField>>(ref Unsafe.AsRef(in point));

    private static ref readonly Residue<TOrder> Read(in GroupScalar scalar) =>
        ref Unsafe.As<GroupScalar, Residue<TOrder>>(ref Unsafe.AsRef(in scalar));

    private static GroupPoint Of(in CurvePoint<TField> point)
    {
        var words = default(GroupPoint);
        Unsafe.As<GroupPoint, CurvePoint<TField>>(ref words) = point;
        return words;
    }

    private static GroupScalar Of(in Residue<TOrder> scalar) => Unsafe.BitCast<Residue<TOrder>, GroupScalar>(scalar);

    private static void RequireFinite(in CurvePoint<TField> point)
    {
        if (point.IsInfinity)
        {
            throw new ArgumentException("The point at infinity has no encoding.", nameof(point));
        }
    }

    private static bool IsOdd(in TField element)
    {
        Span<byte> encoded = stackalloc byte[ScalarBytes];
        element.Encode(encoded);
        return (encoded[^1] & 1) != 0;
    }

    // The root of a public square; false where it is none.
    private static bool TryRoot(in TField square, out TField root)
    {
        var exponent = TField.RootExponent;
        root = TField.One;
        for (var bit = 255; bit >= 0; bit--)
        {
            TField.Square(out root, in root);
            if (((exponent[bit >> 6] >> (bit & 63)) & 1) != 0)
            {
                TField.Multiply(out root, in root, in square);
            }
        }

        TField.Square(out var again, in root);
        return TField.AreEqual(in again, in square);
    }
}
