using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.Groups;
using Ledger.Crypto.SecretSm2.Lanes;

namespace Ledger.Crypto.SecretSm2;

/// <summary>
/// Points of SM2's curve times secret scalars, many at once or one by one; what is done depends on no scalar.
/// </summary>
internal static class SecretMultiples
{
    /// <summary>Multiples of G, 65 KiB of public constants: little enough to be read whole for each product.</summary>
    private static readonly Lazy<FixedBaseTable> LazyBasePoints = new(() => new(AffinePoint.Generator, SecretScalar.WindowBits));

    /// <summary>The table of G that every product in lanes reads whole.</summary>
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
        SecretProducts<FieldElement>.MultiplyBase(digits).Encode(product);
        Clear(digits);
    }

    /// <summary>Writes scalar·point as <c>04‖x‖y</c>; the scalar is not 0, so the product is finite in a group of prime order.</summary>
    internal static void Multiply(in SecretScalar scalar, in AffinePoint point, Span<byte> product)
    {
        Span<int> digits = stackalloc int[SecretScalar.Windows];
        scalar.Recode(digits);
        SecretProducts<FieldElement>.Multiply(digits, SecretPoint.Of(in point.X, in point.Y)).Encode(product);
        Clear(digits);
    }

    private static void Clear(Span<int> digits) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
}
