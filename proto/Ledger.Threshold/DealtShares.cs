using Ledger.Crypto.Groups;

namespace Ledger.Threshold;

/// <summary>The shares of one dealing for one receiver, against its commitments.</summary>
public static class DealtShares
{
    /// <summary>
    /// Whether Σ wₘ·sₘ·G = Σ wₘ·Σ iᵏCₘₖ: all shares are right, but for a chance as small as the weights are unknown to the dealer. The
    /// product of the shares takes time that does not tell them.
    /// </summary>
    public static bool Fit(
        DealingStatement statement, int receiver, ReadOnlySpan<GroupScalar> shares, ReadOnlySpan<GroupScalar> weights)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var group = statement.Receivers.Context.Group;
        var sum = default(GroupScalar);
        var points = new GroupPoint[shares.Length];
        for (var m = 0; m < shares.Length; m++)
        {
            sum = group.Add(in sum, group.Multiply(in weights[m], in shares[m]));
            points[m] = Equations.Evaluate(group, statement.CommitmentsOf(m), receiver);
        }

        return group.AreEqual(group.MultiplyBase(in sum), group.Sum(weights, points));
    }
}
