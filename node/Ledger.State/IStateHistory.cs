using Ledger.Protocol.Proofs;
using Ledger.Storage;

namespace Ledger.State;

/// <summary>The state at every kept height, for readers on any thread: nothing of it writes.</summary>
public interface IStateHistory
{
    /// <summary>The newest committed height.</summary>
    ulong Version { get; }

    /// <summary>The oldest height that can still be read; pruning raises it.</summary>
    ulong OldestVersion { get; }

    /// <summary>The state root at <see cref="Version"/>, 32 bytes.</summary>
    byte[] Root { get; }

    /// <summary>
    /// The newest written value of a key, or null: that of a block which is being written, too. Where that matters, <see cref="GetAt"/> is
    /// asked.
    /// </summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    byte[]? Get(ReadOnlySpan<byte> key);

    /// <summary>The value that a key had at a height, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    byte[]? GetAt(byte[] key, ulong height);

    /// <summary>The newest written entries under a prefix, in key order; see <see cref="Get"/>.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="limit">Most entries returned, at least 1.</param>
    /// <param name="after">Return only keys above this one; empty for no such bound.</param>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    IReadOnlyList<StateEntry> Scan(byte[] prefix, int limit, byte[]? after = null);

    /// <summary>The entries under a prefix as they were at a height, in key order.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <param name="limit">Most entries returned, at least 1.</param>
    /// <param name="after">Return only keys above this one; null for no such bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    IReadOnlyList<StateEntry> ScanAt(byte[] prefix, ulong height, int limit, byte[]? after = null);

    /// <summary>
    /// Whether the trie of a height is at hand. Where it is not, the first proof or scan at that height makes it again from a checkpoint
    /// below, which takes as long as the blocks since have changes: milliseconds to seconds.
    /// </summary>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    bool IsAtHand(ulong height);

    /// <summary>Proves that a key had its value at a height, or that it was absent.</summary>
    /// <param name="key">The key, 1 to 256 bytes.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept, or the key's length is out of range.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    StateProof Prove(byte[] key, ulong height);

    /// <summary>
    /// Proves a run of entries under a prefix as they were at a height, with none left out between them, or that there are none.
    /// The first page begins at the prefix's first key; a further page begins with the last key of the page before it, so that the pages
    /// join.
    /// </summary>
    /// <param name="prefix">What the keys begin with, 0 to 256 bytes; empty for the whole state.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <param name="limit">
    /// Most entries, 1 to <see cref="StateLimits.PageEntriesMax"/>. At least 2 to get on from one page to the next.
    /// </param>
    /// <param name="from">Begin at the greatest key under the prefix that is at most this one; null to begin at the first.</param>
    /// <param name="withValues">Whether entries carry their values or only the values' hashes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept, or a length or the limit is out of range.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    PrefixProof ProvePrefix(byte[] prefix, ulong height, int limit, byte[]? from = null, bool withValues = true);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct StateEntry(byte[] Key, byte[] Value);
