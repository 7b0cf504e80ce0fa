using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.SecretSm2.Lanes;

namespace Ledger.Crypto.SecretSm2;

/// <summary>
/// Points times a secret scalar, in signed windows of five bits. Every entry of a window is read, and a mask keeps one: neither time nor
/// addresses depend on the scalar.
/// </summary>
internal static class SecretMultiples
{
    private const int Entries = SecretScalar.DigitMax;

    /// <summary>Multiples of G, 65 KiB of public constants: little enough to be read whole for each product.</summary>
    private static readonly Lazy<FixedBaseTable> LazyBasePoints = new(() => new(AffinePoint.Generator, SecretScalar.WindowBits));

    /// <summary>The table of G that every product reads whole.</summary>
    internal static FixedBaseTable BasePoints => LazyBasePoints.Value;

    /// <summary>
    /// Writes scalar·point as <c>04‖x‖y</c> for each pair, end to end; no scalar is 0. With <paramref name="lanes"/>, for which
    /// <see cref="SecretLanes.IsSupported"/> must hold, eight at once; the products are the same.
    /// </summary>
    internal static void MultiplyEach(
        ReadOnlySpan<SecretScalar> scalars, ReadOnlySpan<AffinePoint> points, Span<byte> products, bool lanes)
    {
        while (lanes && scalars.Length > 1)
        {
            var taken = Math.Min(SecretLanes.Lanes, scalars.Length);
            SecretLanes.Multiply(scalars[..taken], points[..taken], products);
            scalars = scalars[taken..];
            points = points[taken..];
            products = products[(taken * AffinePoint.EncodedBytes)..];
        }

        for (var i = 0; i < scalars.Length; i++)
        {
            Multiply(in scalars[i], in points[i], products.Slice(i * AffinePoint.EncodedBytes, AffinePoint.EncodedBytes));
        }
    }

    /// <summary>Like <see cref="MultiplyEach"/>, with G for every point.</summary>
    internal static void MultiplyBaseEach(ReadOnlySpan<SecretScalar> scalars, Span<byte> products, bool lanes)
    {
        while (lanes && scalars.Length > 1)
        {
            var taken = Math.Min(SecretLanes.Lanes, scalars.Length);
            SecretLanes.MultiplyBase(scalars[..taken], products);
            scalars = scalars[taken..];
            products = products[(taken * AffinePoint.EncodedBytes)..];
        }

        for (var i = 0; i < scalars.Length; i++)
        {
            MultiplyBase(in scalars[i], products.Slice(i * AffinePoint.EncodedBytes, AffinePoint.EncodedBytes));
        }
    }

    /// <summary>Writes scalar·G as <c>04‖x‖y</c>; the scalar is not 0.</summary>
    internal static void MultiplyBase(in SecretScalar scalar, Span<byte> product)
    {
        Span<int> digits = stackalloc int[SecretScalar.Windows];
        scalar.Recode(digits);
        var table = BasePoints;
        var sum = SecretPoint.Infinity;
        for (var window = 0; window < SecretScalar.Windows; window++)
        {
            var (size, negative) = Split(digits[window]);
            var entry = Choose(table.Window(window), size);
            FieldElement.Negate(out var negated, in entry.Y);
            entry.Y.Take(in negated, negative);

            // For the digit 0 there is no entry: the sum with the first one is made, and dropped.
            var next = sum;
            next.Add(in entry);
            sum.Take(in next, ~Equal(size, 0));
        }

        sum.Encode(product);
        Clear(digits);
    }

    /// <summary>Writes scalar·point as <c>04‖x‖y</c>; the scalar is not 0, so the product is finite in a group of prime order.</summary>
    internal static void Multiply(in SecretScalar scalar, in AffinePoint point, Span<byte> product)
    {
        Span<int> digits = stackalloc int[SecretScalar.Windows];
        scalar.Recode(digits);

        // 0 to 16 times the point.
        Span<SecretPoint> multiples = stackalloc SecretPoint[Entries + 1];
        multiples[0] = SecretPoint.Infinity;
        for (var i = 1; i <= Entries; i++)
        {
            multiples[i] = multiples[i - 1];
            multiples[i].Add(in point);
        }

        var sum = SecretPoint.Infinity;
        for (var window = SecretScalar.Windows - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < SecretScalar.WindowBits; bit++)
            {
                sum.Double();
            }

            var (size, negative) = Split(digits[window]);
            var entry = multiples[0];
            for (var i = 1; i <= Entries; i++)
            {
                entry.Take(in multiples[i], Equal(size, i));
            }

            entry.NegateWhere(negative);
            sum.Add(in entry);
        }

        sum.Encode(product);
        Clear(digits);
    }

    // The entry for 1 ≤ size ≤ 16; the first one for 0.
    private static AffinePoint Choose(ReadOnlySpan<AffinePoint> entries, int size)
    {
        var chosen = entries[0];
        for (var i = 1; i < entries.Length; i++)
        {
            var mask = Equal(size, i + 1);
            chosen.X.Take(in entries[i].X, mask);
            chosen.Y.Take(in entries[i].Y, mask);
        }

        return chosen;
    }

    // A digit's size, and all ones where it is below 0.
    private static (int Size, ulong Negative) Split(int digit)
    {
        var sign = digit >> 31;
        return ((digit ^ sign) - sign, (ulong)(long)sign);
    }

    // All ones where a and b, both from 0 to 2^31 − 1, are equal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(int a, int b) => (ulong)((((long)a ^ b) - 1) >> 63);

    private static void Clear(Span<int> digits) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
}
