using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// SM2 verification in managed code (GB/T 32918.2 §7), several times as fast as libcrypto's. It takes time that depends on its
/// input, which is public; nothing here may ever see a private key.
/// </summary>
internal sealed class FastSm2Verifier : ISignatureEngine
{
    private readonly KeyCache<FastSm2Key> _keys;
    private readonly KeyTables _tables;

    /// <summary>Creates a verifier with caches of its own, within the limits of <paramref name="options"/>.</summary>
    public FastSm2Verifier(SignatureVerifierOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Sm2TablesMax, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sm2TableAfterUses, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sm2TableWindowBits, FixedBaseTable.WindowBitsMin, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Sm2TableWindowBits, FixedBaseTable.WindowBitsMax, nameof(options));
        _keys = new KeyCache<FastSm2Key>(options.KeysMax, FastSm2Key.TryParse);

        // Built here rather than at the first signature.
        _ = FixedBaseTable.Generator;
        _tables = new KeyTables(options.Sm2TablesMax, options.Sm2TableAfterUses, options.Sm2TableWindowBits);
    }

    /// <inheritdoc/>
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = _keys.Get(checks[i].Key) is { } key && Verify(key, checks[i].Message.Span, checks[i].Signature.Span);
        }
    }

    /// <summary>Whether r‖s is the signature of the digest e by the key at <paramref name="point"/>.</summary>
    internal static bool VerifyDigest(
        in AffinePoint point, FixedBaseTable? table, ReadOnlySpan<byte> rs, ReadOnlySpan<byte> e)
    {
        if (!Scalar.TryDecodeComponent(rs[..Scalar.Bytes], out var r)
            || !Scalar.TryDecodeComponent(rs.Slice(Scalar.Bytes, Scalar.Bytes), out var s))
        {
            return false;
        }

        var t = Scalar.Add(r, s);
        if (t.IsZero)
        {
            return false;
        }

        var sum = default(JacobianPoint);
        if (table is null)
        {
            sum = OddMultiples.Multiply(in point, in t);
        }
        else
        {
            table.AddMultiple(ref sum, in t);
        }

        FixedBaseTable.Generator.AddMultiple(ref sum, in s);
        return HasXModuloOrder(in sum, Scalar.Subtract(r, Scalar.DecodeReduced(e)));
    }

    // x is below p, which is above n: x ≡ c (mod n) where x is c or c + n.
    private static bool HasXModuloOrder(in JacobianPoint sum, Scalar c) =>
        sum.HasAffineX(c.ToField()) || (c.TryToFieldPlusOrder(out var wrapped) && sum.HasAffineX(in wrapped));

    private bool Verify(FastSm2Key key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> rs = stackalloc byte[2 * Scalar.Bytes];
        if (!SignatureDer.TryRead(signature, EcCurve.Sm2.Order, rs))
        {
            return false;
        }

        Span<byte> e = stackalloc byte[IHasher.DigestBytes];
        Sm2Digest.Compute(key.Za, message, e);
        return VerifyDigest(in key.Point, _tables.Use(key), rs, e);
    }
}
