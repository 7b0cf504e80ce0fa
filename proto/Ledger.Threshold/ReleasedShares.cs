using Ledger.Crypto.Groups;

namespace Ledger.Threshold;

/// <summary>Shares of one key that its keepers have put on the chain, and the private key that t of them give.</summary>
public static class ReleasedShares
{
    /// <summary>Reads a share and checks it against the keeper's public share.</summary>
    public static ThresholdFault TryRead(BatchKeys keys, int key, int keeper, ReadOnlySpan<byte> encoded, out GroupScalar share)
    {
        ArgumentNullException.ThrowIfNull(keys);
        share = default;
        var group = keys.Context.Group;
        if (!keys.Context.IsKeeper(keeper))
        {
            return ThresholdFault.Keeper;
        }

        if (encoded.Length != PrimeGroup.ScalarBytes)
        {
            return ThresholdFault.Length;
        }

        if (!group.TryDecodeScalar(encoded, out var read))
        {
            return ThresholdFault.Scalar;
        }

        if (!group.AreEqual(group.MultiplyBase(in read), keys.PublicShare(keeper, key)))
        {
            return ThresholdFault.Share;
        }

        share = read;
        return ThresholdFault.None;
    }

    /// <summary>The private key of exactly t shares that were read, by their keepers' numbers; checked against the public key.</summary>
    public static ThresholdFault Combine(
        BatchKeys keys, int key, IReadOnlyDictionary<int, GroupScalar> shares, out GroupScalar privateKey)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(shares);
        privateKey = default;
        if (shares.Count < keys.Context.Threshold)
        {
            return ThresholdFault.TooFew;
        }

        if (!shares.Keys.All(keys.Context.IsKeeper))
        {
            return ThresholdFault.Keeper;
        }

        var group = keys.Context.Group;
        int[] keepers = [.. shares.Keys.Order().Take(keys.Context.Threshold)];
        var lambdas = Equations.LagrangeAtZero(group, keepers);
        var sum = default(GroupScalar);
        for (var i = 0; i < keepers.Length; i++)
        {
            sum = group.Add(in sum, group.Multiply(in lambdas[i], shares[keepers[i]]));
        }

        if (!group.AreEqual(group.MultiplyBase(in sum), keys.PublicKey(key)))
        {
            return ThresholdFault.Combination;
        }

        privateKey = sum;
        return ThresholdFault.None;
    }
}
