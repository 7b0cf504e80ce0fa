using Ledger.Crypto.Groups;
using Ledger.Threshold;

namespace Ledger.Keepers;

/// <summary>The response of a batched proof.</summary>
internal static class Response
{
    /// <summary>s + Σ cᵐ⁺¹·secretₘ, in time that does not tell them.</summary>
    internal static GroupScalar Of(PrimeGroup group, in GroupScalar nonce, in GroupScalar c, ReadOnlySpan<GroupScalar> secrets)
    {
        var powers = new GroupScalar[secrets.Length];
        Equations.Powers(group, in c, powers);
        var z = nonce;
        for (var m = 0; m < secrets.Length; m++)
        {
            z = group.Add(in z, group.Multiply(in powers[m], in secrets[m]));
        }

        return z;
    }
}
