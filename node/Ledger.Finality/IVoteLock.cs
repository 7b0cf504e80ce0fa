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

    /// <summary>What the key is bound to by the newest declaration that it signed; null where it signed none.</summary>
    SettleVow? Vow { get; }

    /// <summary>
    /// Whether a declaration for this block may be signed: the key signed none of this height for another block, and none of a greater
    /// height. Where true, the vow is durable before this returns.
    /// </summary>
    /// <exception cref="Storage.StorageException">The vow could not be written: the declaration must not be signed.</exception>
    bool TryVow(SettleVow vow);
}

/// <summary>
/// A validator's word that at a height and above it signs only what stands on one block (docs/adr/0043). Without it a declaration would say
/// nothing of the votes that are yet to come.
/// </summary>
/// <param name="Height">The height.</param>
/// <param name="Block">The block of that height.</param>
public sealed record SettleVow(ulong Height, Digest Block)
{
    /// <summary>Whether it may follow an earlier one.</summary>
    public bool MayFollow(SettleVow? earlier) => earlier is null || Height > earlier.Height || this == earlier;
}
