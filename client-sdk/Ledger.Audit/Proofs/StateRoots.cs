using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Audit.Proofs;

/// <summary>The root of a state that is wholly at hand, as that of genesis.</summary>
public static class StateRoots
{
    /// <summary>The root over these entries.</summary>
    /// <param name="entries">Keys in strictly ascending order with their values.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static Digest Compute(IReadOnlyList<(byte[] Key, byte[] Value)> entries, IHasher hasher)
    {
        if (entries.Count == 0)
        {
            return new Digest(NodeHashing.Empty(hasher));
        }

        var keys = entries.Select(entry => entry.Key).ToArray();
        var leaves = entries.Select(entry => NodeHashing.Leaf(hasher, entry.Key, NodeHashing.Hash(hasher, entry.Value))).ToArray();
        return new Digest(new RunRebuilder(hasher, keys, leaves, [], []).Root());
    }
}
