using Ledger.Protocol;

namespace Ledger.Finality;

/// <summary>
/// Remembers outside of the data directory how far a validator key has voted, so that neither an empty directory nor one restored from a
/// backup makes the node sign another block at a height that it signed before (docs/adr/0018-a-vote-lock-outside-the-data-directory.md).
/// </summary>
public interface IVoteLock
{
    /// <summary>The highest height that is locked; 0 where none is.</summary>
    ulong Height { get; }

    /// <summary>
    /// Whether a vote for this block may be signed: its height is above all that are locked, or it is the very block that is locked at the
    /// highest. Where true, the lock is durable before this returns.
    /// </summary>
    /// <exception cref="Storage.StorageException">The lock could not be written: the vote must not be signed.</exception>
    bool TryLock(ulong height, Digest blockHash);
}
