namespace Ledger.Storage;

/// <summary>An ordered key–value store of several tables with atomic batches over all of them.</summary>
public interface IStore : IReadStore, IDisposable
{
    /// <summary>Applies a batch: all of it or nothing. When <paramref name="durable"/>, it has reached the disk on return.</summary>
    /// <exception cref="StorageException">
    /// Nothing of the batch can be read, and the store takes no further writes; <see cref="StorageException.Error"/> says why.
    /// Opened again, it holds the batch as a whole or not at all.
    /// </exception>
    void Write(WriteSet batch, bool durable);

    /// <summary>
    /// Makes every write that has returned durable. One call may do for many writers: it blocks none that writes meanwhile.
    /// </summary>
    /// <exception cref="StorageException">The disk did not take it, and the store takes no further writes.</exception>
    void Sync();

    /// <summary>A view that later writes do not change.</summary>
    IStoreSnapshot Snapshot();
}

/// <summary>A frozen view of a store; dispose it soon, for it keeps old data from being freed.</summary>
public interface IStoreSnapshot : IReadStore, IDisposable;
