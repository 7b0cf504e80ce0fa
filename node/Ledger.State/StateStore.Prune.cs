using Ledger.Storage;

namespace Ledger.State;

public sealed partial class StateStore
{
    /// <summary>
    /// Gives up the heights below <paramref name="keepFrom"/>, in bounded pieces: adds to <paramref name="set"/> the deletion of about
    /// <paramref name="limit"/> entries that no kept height needs. Write the set before calling again; a set that is lost is made anew.
    /// The heights are unreadable from the first call on. May run beside the writer, but not twice at once.
    /// </summary>
    /// <param name="keepFrom">
    /// The oldest height to keep, at most <see cref="Version"/>. Never goes back: a lower one than before changes nothing.
    /// </param>
    /// <param name="limit">Entries to delete, at least 1; up to 127 more may be added.</param>
    /// <param name="set">Receives the deletions.</param>
    /// <returns>Whether there is nothing more to delete below <paramref name="keepFrom"/> once the set is written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is above the newest, or the limit below 1.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public bool Prune(ulong keepFrom, int limit, WriteSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keepFrom, Version);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _pruner.Prune(keepFrom, limit, set);
    }
}
