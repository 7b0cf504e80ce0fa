using Ledger.Audit.Proofs;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Client.Trust;

/// <summary>Block 0, made from the genesis file alone (docs/spec/finality.md).</summary>
internal static class GenesisBlock
{
    internal static Digest HashOf(GenesisFile genesis)
    {
        var hasher = genesis.Hasher;
        var entries = GenesisState.Build(genesis).Select(entry => (entry.Key, entry.Value)).ToList();
        var empty = MerkleTree.Root(hasher, []);
        var header = new BlockHeader(
            genesis.ChainId, 0, genesis.Content.Time, Digest.Zero, empty, empty, StateRoots.Compute(entries, hasher), empty,
            genesis.Validators.Hash, Digest.Zero, genesis.Content.RuleVersion);
        return BlockHeader.Hash(hasher, header.Encode());
    }
}
