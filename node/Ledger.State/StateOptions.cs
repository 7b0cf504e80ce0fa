namespace Ledger.State;

/// <summary>What a node may choose about its state. None of it has any influence on the root.</summary>
public sealed record StateOptions
{
    /// <summary>
    /// Memory for trie branches, in bytes; a third of it may be exceeded for the time of one block. At least 64 KiB. About 250 bytes a key
    /// hold everything.
    /// </summary>
    public long CacheBytesMax { get; init; } = 128L * 1024 * 1024;

    /// <summary>
    /// Blocks after which the trie is put on disk at the latest, at least 1. As many are applied again when the node starts after a crash,
    /// or for a proof of an old height.
    /// </summary>
    public int CheckpointBlocksMax { get; init; } = 1_024;

    /// <summary>
    /// Memory of branches that are not on disk, in bytes, from which on they are put there; at least 1. Half of
    /// <see cref="CacheBytesMax"/> is as much as counts.
    /// </summary>
    public long CheckpointBytesMax { get; init; } = 32L * 1024 * 1024;

    /// <summary>Memory for values that execution read or wrote lately, in bytes; 0 or more.</summary>
    public long ValueCacheBytesMax { get; init; } = 32L * 1024 * 1024;

    /// <summary>
    /// Most bytes of keys and values in one prefix proof; a page ends before the entry that would exceed them, but holds at least one.
    /// </summary>
    public int ProofBytesMax { get; init; } = 1024 * 1024;
}
