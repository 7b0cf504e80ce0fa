using Ledger.Crypto.FastSm2.Lanes;
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
    private readonly bool _lanes;

    /// <summary>Creates a verifier with caches of its own, within the limits of <paramref name="options"/>.</summary>
    public FastSm2Verifier(SignatureVerifierOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Sm2TablesMax, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sm2TableAfterUses, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sm2TableWindowBits, FixedBaseTable.WindowBitsMin, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Sm2TableWindowBits, FixedBaseTable.WindowBitsMax, nameof(options));
        _lanes = options.Sm2Lanes && LaneElement.IsSupported;
        _keys = new KeyCache<FastSm2Key>(options.KeysMax, FastSm2Key.TryParse);

        // Built here rather than at the first signature.
        _ = FixedBaseTable.Generator;
        _tables = new KeyTables(options.Sm2TablesMax, options.Sm2TableAfterUses, options.Sm2TableWindowBits);
    }

    /// <inheritdoc/>
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        var known = default(LaneBatch);
        var unknown = default(LaneBatch);
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = false;
            if (!TryPrepare(in checks[i], out var equation))
            {
                continue;
            }

            if (!_lanes)
            {
                valid[i] = equation.Holds();
            }
            else if (equation.Table is null)
            {
                unknown.Add(in equation, i, valid);
            }
            else
            {
                known.Add(in equation, i, valid);
            }
        }

        known.Settle(valid);
        unknown.Settle(valid);
    }

    private bool TryPrepare(in SignatureCheck check, out Sm2Equation equation)
    {
        Span<byte> rs = stackalloc byte[2 * Scalar.Bytes];
        if (_keys.Get(check.Key) is not { } key || !SignatureDer.TryRead(check.Signature.Span, EcCurve.Sm2.Order, rs))
        {
            equation = default;
            return false;
        }

        Span<byte> e = stackalloc byte[IHasher.DigestBytes];
        Sm2Digest.Compute(key.Za, check.Message.Span, e);
        return Sm2Equation.TryCreate(in key.Point, _tables.Use(key), rs, e, out equation);
    }
}
