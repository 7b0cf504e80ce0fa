namespace Ledger.Storage;

/// <summary>A plan of faults for a <see cref="MemoryStore"/>: the simulation's hand on the disk.</summary>
public interface IStoreFaults
{
    /// <summary>
    /// Called before each write, in order and one at a time. Throwing a <see cref="StorageException"/> makes the write fail with it,
    /// and the store refuse every further one.
    /// </summary>
    /// <param name="writeNumber">Writes tried on this store before, from 0.</param>
    /// <param name="batch">What is to be written; it must not be changed.</param>
    /// <param name="durable">Whether the write must reach the disk.</param>
    StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable);
}

/// <summary>What happens to a write in a simulation.</summary>
public enum StoreFault
{
    /// <summary>It succeeds.</summary>
    None,

    /// <summary>The node dies first: nothing of it is kept.</summary>
    CrashBeforeWrite,

    /// <summary>The node dies right after it, so the caller never learns that it succeeded. It is kept if it was durable.</summary>
    CrashAfterWrite,
}
