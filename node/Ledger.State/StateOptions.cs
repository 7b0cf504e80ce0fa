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
    /// Most bytes of keys and values in one prefix proof; a page ends before the entry that would exceed them, but holds at least one.
    /// </summary>
    public int ProofBytesMax { get; init; } = 1024 * 1024;
}
