using Ledger.Crypto.Groups;

namespace Ledger.Threshold;

/// <summary>The equations that all checks come down to. Public values only.</summary>
public static class Equations
{
    /// <summary>
    /// Whether z·base = commitment + Σ cᵐ⁺¹·pointₘ for the points 0, 1, …: one response that answers for the logarithms of all of them
    /// (docs/spec/keepers.md, "The batched proof").
    /// </summary>
    internal static bool Holds(
        PrimeGroup group,
        in GroupPoint @base,
        in GroupScalar z,
        in GroupPoint commitment,
        in GroupScalar c,
        ReadOnlySpan<GroupPoint> points)
    {
        var (scalars, all) = (new GroupScalar[points.Length + 1], new GroupPoint[points.Length + 1]);
        Powers(group, in c, scalars.AsSpan(0, points.Length));
        points.CopyTo(all);
        scalars[^1] = group.Negate(in z);
        all[^1] = @base;
        var sum = group.Sum(scalars, all);
        return group.IsInfinity(group.Add(in sum, in commitment));
    }

    /// <summary>Writes c, c², c³, …; the same instructions whatever c.</summary>
    public static void Powers(PrimeGroup group, in GroupScalar c, Span<GroupScalar> powers)
    {
        ArgumentNullException.ThrowIfNull(group);
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = i == 0 ? c : group.Multiply(in powers[i - 1], in c);
        }
    }

    /// <summary>Σ xᵏ·pointₖ for a small x, by Horner's rule: what a polynomial's commitments say of its value at x.</summary>
    internal static GroupPoint Evaluate(PrimeGroup group, ReadOnlySpan<GroupPoint> commitments, int x)
    {
        var sum = commitments[^1];
        for (var k = commitments.Length - 2; k >= 0; k--)
        {
            sum = group.Add(Times(group, in sum, x), in commitments[k]);
        }

        return sum;
    }

    /// <summary>
    /// λᵢ for each of the distinct keepers: the values of a polynomial at their numbers, times these, add up to its value at 0.
    /// </summary>
    public static GroupScalar[] LagrangeAtZero(PrimeGroup group, ReadOnlySpan<int> keepers)
    {
        ArgumentNullException.ThrowIfNull(group);
        var lambdas = new GroupScalar[keepers.Length];
        for (var i = 0; i < keepers.Length; i++)
        {
            var (above, below) = (group.FromNumber(1), group.FromNumber(1));
            var own = group.FromNumber((uint)keepers[i]);
            foreach (var keeper in keepers)
            {
                if (keeper != keepers[i])
                {
                    var other = group.FromNumber((uint)keeper);
                    above = group.Multiply(in above, in other);
                    below = group.Multiply(in below, group.Subtract(in other, in own));
                }
            }

            lambdas[i] = group.Multiply(in above, group.Invert(in below));
        }

        return lambdas;
    }

    private static GroupPoint Times(PrimeGroup group, in GroupPoint point, int factor)
    {
        var product = point;
        for (var bit = 30 - System.Numerics.BitOperations.LeadingZeroCount((uint)factor); bit >= 0; bit--)
        {
            product = group.Add(in product, in product);
            if (((factor >> bit) & 1) != 0)
            {
                product = group.Add(in product, in point);
            }
        }

        return product;
    }
}
