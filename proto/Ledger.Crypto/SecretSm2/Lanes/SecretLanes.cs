using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.FastSm2.Lanes;

namespace Ledger.Crypto.SecretSm2.Lanes;

/// <summary>
/// Up to eight points times a secret scalar each, in the lanes of a vector, in signed windows of five bits. Nothing branches on a scalar
/// and no address depends on one; lanes left over repeat the first.
/// </summary>
/// <remarks>
/// <para>No addition meets equal or opposite points. Of k and n − k the smaller is taken (and its digits' signs turned), so that k is above
/// 0 and below n/2; digits are at most 16 in size. From the highest window down a lane holds 32m·P, where m is what k's higher digits make,
/// and adds d·P: it is empty where m = 0, and otherwise 32m is from 32 to k + 16, so 32m ± d is between 0 and n. From the lowest window up
/// it holds s·G with |s| ≤ 16/31·32^i and adds d·32^i·G: the two differ in size, and |s| + 16·32^i is below n up to window 50; in window
/// 51, that of bit 255, d is at most 1.</para>
/// <para>Each limb is a whole number and never subnormal, there is no division and no root: of the arithmetic on doubles nothing is used
/// that is known to take longer for some operands.</para>
/// </remarks>
internal static class SecretLanes
{
    /// <summary>How many products are made at once.</summary>
    internal const int Lanes = LaneElement.Lanes;

    /// <summary>Whether this processor has the instructions.</summary>
    internal static bool IsSupported => LaneElement.IsSupported;

    /// <summary>Writes scalar·point as <c>04‖x‖y</c> for each of one to eight pairs, end to end; no scalar is 0.</summary>
    [SkipLocalsInit]
    internal static void Multiply(ReadOnlySpan<SecretScalar> scalars, ReadOnlySpan<AffinePoint> points, Span<byte> products)
    {
        var x = default(LaneElement);
        var y = default(LaneElement);
        for (var lane = 0; lane < Lanes; lane++)
        {
            ref readonly var point = ref points[lane < points.Length ? lane : 0];
            x.Set(lane, in point.X);
            y.Set(lane, in point.Y);
        }

        LaneMultiples.Make(out var multiples, in x, in y);
        Span<long> digits = stackalloc long[SecretScalar.Windows * Lanes];
        Recode(scalars, digits);
        var sum = SecretLaneSum.Nothing;
        for (var window = SecretScalar.Windows - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < SecretScalar.WindowBits; bit++)
            {
                sum.Double();
            }

            var digit = Digits(digits, window);
            multiples.ChooseSecretly(digit, out var entry);
            sum.Add(in entry, Vector512.Equals(digit, Vector512<long>.Zero).AsDouble());
        }

        sum.Encode(products[..(scalars.Length * AffinePoint.EncodedBytes)]);
        Clear(digits);
    }

    /// <summary>Writes scalar·G as <c>04‖x‖y</c> for each of one to eight scalars, end to end; none is 0.</summary>
    [SkipLocalsInit]
    internal static void MultiplyBase(ReadOnlySpan<SecretScalar> scalars, Span<byte> products)
    {
        Span<long> digits = stackalloc long[SecretScalar.Windows * Lanes];
        Recode(scalars, digits);
        var table = SecretMultiples.BasePoints;
        var sum = SecretLaneSum.Nothing;
        for (var window = 0; window < SecretScalar.Windows; window++)
        {
            var digit = Digits(digits, window);
            Choose(table.Window(window), digit, out var x, out var y);
            sum.Add(in x, in y, Vector512.Equals(digit, Vector512<long>.Zero).AsDouble());
        }

        sum.Encode(products[..(scalars.Length * AffinePoint.EncodedBytes)]);
        Clear(digits);
    }

    // The digits of a window stand together, one a lane.
    private static void Recode(ReadOnlySpan<SecretScalar> scalars, Span<long> digits)
    {
        Span<int> ofLane = stackalloc int[SecretScalar.Windows];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var scalar = SecretScalar.Fold(in scalars[lane < scalars.Length ? lane : 0], out var negated);
            scalar.Recode(ofLane);
            for (var window = 0; window < SecretScalar.Windows; window++)
            {
                digits[(window * Lanes) + lane] = (ofLane[window] ^ (long)negated) - (long)negated;
            }
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(ofLane));
    }

    // The entry of each lane's digit, in size and sign; zeros for the digit 0. All entries are read, and they are public.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose(ReadOnlySpan<AffinePoint> entries, Vector512<long> digit, out LaneElement x, out LaneElement y)
    {
        Vector512<ulong> x0 = default, x1 = default, x2 = default, x3 = default, x4 = default;
        Vector512<ulong> y0 = default, y1 = default, y2 = default, y3 = default, y4 = default;
        var size = Vector512.Abs(digit);
        for (var i = 0; i < entries.Length; i++)
        {
            var mask = Vector512.Equals(size, Vector512.Create(i + 1L)).AsUInt64();
            ref readonly var entry = ref entries[i];
            entry.X.Deconstruct(out var l0, out var l1, out var l2, out var l3, out var l4);
            x0 |= mask & Vector512.Create(l0);
            x1 |= mask & Vector512.Create(l1);
            x2 |= mask & Vector512.Create(l2);
            x3 |= mask & Vector512.Create(l3);
            x4 |= mask & Vector512.Create(l4);
            entry.Y.Deconstruct(out l0, out l1, out l2, out l3, out l4);
            y0 |= mask & Vector512.Create(l0);
            y1 |= mask & Vector512.Create(l1);
            y2 |= mask & Vector512.Create(l2);
            y3 |= mask & Vector512.Create(l3);
            y4 |= mask & Vector512.Create(l4);
        }

        x.L0 = Avx512DQ.ConvertToVector512Double(x0);
        x.L1 = Avx512DQ.ConvertToVector512Double(x1);
        x.L2 = Avx512DQ.ConvertToVector512Double(x2);
        x.L3 = Avx512DQ.ConvertToVector512Double(x3);
        x.L4 = Avx512DQ.ConvertToVector512Double(x4);
        y.L0 = Avx512DQ.ConvertToVector512Double(y0);
        y.L1 = Avx512DQ.ConvertToVector512Double(y1);
        y.L2 = Avx512DQ.ConvertToVector512Double(y2);
        y.L3 = Avx512DQ.ConvertToVector512Double(y3);
        y.L4 = Avx512DQ.ConvertToVector512Double(y4);
        y.ChangeSign((digit.AsUInt64() & Vector512.Create(1UL << 63)).AsDouble());
    }

    private static Vector512<long> Digits(ReadOnlySpan<long> digits, int window) =>
        Vector512.Create(digits.Slice(window * Lanes, Lanes));

    private static void Clear(Span<long> digits) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
}
