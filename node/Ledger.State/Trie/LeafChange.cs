namespace Ledger.State.Trie;

/// <summary>A key's new leaf, or null to remove the leaf that is there.</summary>
internal readonly record struct LeafChange(byte[] Key, Leaf? Leaf);
