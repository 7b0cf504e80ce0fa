namespace Ledger.Crypto.OpenSsl;

/// <summary>
/// One thread's points and scratch numbers for group arithmetic on one curve; libcrypto's are not for use by several threads,
/// and making them anew for each of hundreds of multiplications would cost as much as a tenth of them.
/// </summary>
internal sealed unsafe class EcScratch
{
    private const int Uncompressed = 4;

    [ThreadStatic]
    private static EcScratch?[]? t_byCurve;

    private readonly EcCurve _curve;
    private readonly NumberContextHandle _numbers = LibCrypto.BN_CTX_secure_new();
    private readonly PointHandle _input;
    private readonly PointHandle _result;
    private readonly NumberHandle _order = new();
    private readonly NumberHandle _digest = new();
    private readonly NumberHandle _r = new();
    private readonly NumberHandle _s = new();

    private EcScratch(EcCurve curve)
    {
        _curve = curve;
        _input = LibCrypto.EC_POINT_new(curve.Group);
        _result = LibCrypto.EC_POINT_new(curve.Group);
        OpenSslException.ThrowUnless(!_numbers.IsInvalid && !_input.IsInvalid && !_result.IsInvalid, "EC_POINT_new");
        _order.Load(curve.Order);
    }

    /// <summary>This thread's scratch for <paramref name="curve"/>.</summary>
    internal static EcScratch Of(EcCurve curve)
    {
        var byCurve = t_byCurve ??= new EcScratch?[4];
        var slot = ReferenceEquals(curve, EcCurve.Sm2)
            ? 0
            : ReferenceEquals(curve, EcCurve.P256) ? 1 : ReferenceEquals(curve, EcCurve.P384) ? 2 : 3;
        return byCurve[slot] ??= new EcScratch(curve);
    }

    /// <summary>
    /// Whether <paramref name="point"/> is <c>04‖x‖y</c> with x, y below p and on the curve. Infinity has no such encoding.
    /// </summary>
    internal bool IsPoint(ReadOnlySpan<byte> point) => TryLoad(point);

    /// <summary>
    /// Writes scalar·point as <c>04‖x‖y</c>, in constant time; false where the point is not on the curve – which is checked
    /// before multiplying, or a small-order point of another curve would reveal the scalar – or the product is infinity.
    /// The scalar is held meanwhile, so that its owner may be disposed by another thread.
    /// </summary>
    internal bool TryMultiply(ScalarHandle scalar, ReadOnlySpan<byte> point, Span<byte> product)
    {
        if (!TryLoad(point))
        {
            return false;
        }

        var held = false;
        try
        {
            scalar.DangerousAddRef(ref held);
            var multiplied = LibCrypto.EC_POINT_mul(
                _curve.Group, _result, 0, _input.DangerousGetHandle(), scalar.DangerousGetHandle(), _numbers);
            OpenSslException.ThrowUnless(multiplied == 1, "EC_POINT_mul");
        }
        finally
        {
            Release(scalar, held);
        }

        return TryStore(product);
    }

    /// <summary>Writes scalar·G as <c>04‖x‖y</c>, in constant time; false where it is infinity.</summary>
    internal bool TryMultiplyBase(ScalarHandle scalar, Span<byte> product)
    {
        var held = false;
        try
        {
            scalar.DangerousAddRef(ref held);
            var multiplied = LibCrypto.EC_POINT_mul(_curve.Group, _result, scalar.DangerousGetHandle(), 0, 0, _numbers);
            OpenSslException.ThrowUnless(multiplied == 1, "EC_POINT_mul");
        }
        finally
        {
            Release(scalar, held);
        }

        return TryStore(product);
    }

    /// <summary>
    /// Whether r‖s is the ECDSA signature of the digest by the key at the point (FIPS 186-5 §6.4.2); 1 ≤ r, s ≤ n−1 is the caller's to see
    /// to. Only arithmetic is libcrypto's here, which no provider, policy or configuration reaches. Takes time that depends on its input,
    /// which is public.
    /// </summary>
    /// <param name="point">The key, <c>04‖x‖y</c>; false where it is not on the curve.</param>
    /// <param name="digest">Of any length; its leftmost bits count, as many as the order has.</param>
    /// <param name="rs">Each as wide as the order.</param>
    internal bool VerifyEcdsa(ReadOnlySpan<byte> point, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> rs)
    {
        var width = _curve.ScalarBytes;
        if (!TryLoad(point))
        {
            return false;
        }

        // Orders have a multiple of eight bits, or more than any digest: whole bytes are left.
        _digest.Load(digest[..Math.Min(digest.Length, width)]);
        _r.Load(rs[..width]);
        _s.Load(rs.Slice(width, width));
        OpenSslException.ThrowUnless(LibCrypto.BN_mod_inverse(_s.Value, _s.Value, _order.Value, _numbers) != 0, "BN_mod_inverse");
        OpenSslException.ThrowUnless(
            LibCrypto.BN_mod_mul(_digest.Value, _digest.Value, _s.Value, _order.Value, _numbers) == 1, "BN_mod_mul");
        OpenSslException.ThrowUnless(LibCrypto.BN_mod_mul(_r.Value, _r.Value, _s.Value, _order.Value, _numbers) == 1, "BN_mod_mul");
        var multiplied = LibCrypto.EC_POINT_mul(_curve.Group, _result, _digest.Value, _input.DangerousGetHandle(), _r.Value, _numbers);
        OpenSslException.ThrowUnless(multiplied == 1, "EC_POINT_mul");
        Span<byte> sum = stackalloc byte[_curve.PointBytes];
        return TryStore(sum) && IsCongruent(sum.Slice(1, width), rs[..width], _curve.Order);
    }

    /// <summary>Whether x ≡ r (mod n), for r below n and x below twice n.</summary>
    private static bool IsCongruent(Span<byte> x, ReadOnlySpan<byte> r, ReadOnlySpan<byte> order)
    {
        if (x.SequenceCompareTo(order) >= 0)
        {
            var borrow = 0;
            for (var i = x.Length - 1; i >= 0; i--)
            {
                var difference = x[i] - order[i] - borrow;
                borrow = difference < 0 ? 1 : 0;
                x[i] = (byte)difference;
            }
        }

        return x.SequenceEqual(r);
    }

    private static void Release(ScalarHandle scalar, bool held)
    {
        if (held)
        {
            scalar.DangerousRelease();
        }
    }

    private bool TryLoad(ReadOnlySpan<byte> point)
    {
        if (point.Length != _curve.PointBytes || point[0] != Uncompressed)
        {
            return false;
        }

        fixed (byte* bytes = point)
        {
            if (LibCrypto.EC_POINT_oct2point(_curve.Group, _input, bytes, (nuint)point.Length, _numbers) == 1)
            {
                return true;
            }
        }

        LibCrypto.ERR_clear_error();
        return false;
    }

    private bool TryStore(Span<byte> product)
    {
        if (LibCrypto.EC_POINT_is_at_infinity(_curve.Group, _result) == 1)
        {
            return false;
        }

        fixed (byte* bytes = product)
        {
            var written = LibCrypto.EC_POINT_point2oct(
                _curve.Group, _result, Uncompressed, bytes, (nuint)product.Length, _numbers);
            OpenSslException.ThrowUnless(written == (nuint)_curve.PointBytes, "EC_POINT_point2oct");
        }

        return true;
    }
}
