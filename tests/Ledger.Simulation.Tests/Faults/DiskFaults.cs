using Ledger.Storage;

namespace Ledger.Simulation.Tests;

/// <summary>Lets a node die at its writes, or its disk fill up.</summary>
internal sealed class DiskFaults(Simulation world, int node) : IStoreFaults
{
    /// <summary>Writes of the node over all its lives.</summary>
    internal long Writes { get; private set; }

    /// <summary>What happens at exactly this write; a null fault is a full disk.</summary>
    internal (long Write, StoreFault? Fault)? Planned { get; set; }

    public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable)
    {
        if (world.IsOver)
        {
            return StoreFault.None;
        }

        var write = Writes++;
        if (Planned is { } planned && planned.Write == write)
        {
            return planned.Fault ?? throw Full();
        }

        if (world.Chance(world.Faults.DiskFullPermille))
        {
            throw Full();
        }

        if (!world.Chance(world.Faults.CrashAtWritePermille))
        {
            return StoreFault.None;
        }

        return world.Random.Chance(50) ? StoreFault.CrashBeforeWrite : StoreFault.CrashAfterWrite;
    }

    private StorageException Full() => new(StorageError.DiskFull, $"The disk of node {node} is full.");
}
