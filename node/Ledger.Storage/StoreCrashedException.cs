namespace Ledger.Storage;

/// <summary>
/// A simulated crash: the node that used the store is dead, and nothing of it may run on. Never thrown by a store on disk.
/// </summary>
public sealed class StoreCrashedException(long writeNumber) : Exception($"The simulation crashed the node at write {writeNumber}.")
{
    /// <summary>The write at which it happened, from 0.</summary>
    public long WriteNumber { get; } = writeNumber;
}
