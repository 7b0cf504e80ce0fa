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
