using Ledger.Storage;

namespace Ledger.Simulation.Tests;

/// <summary>
/// One validator dies at each of its writes in turn, from the first one that creates its store: the others go on, and it catches up.
/// </summary>
public class CrashPointTests
{
    private const ulong Seed = 7;
    private const int Victim = 1;

    [Theory]
    [InlineData(StoreFault.CrashBeforeWrite)]
    [InlineData(StoreFault.CrashAfterWrite)]
    [InlineData(null)]
    public void A_node_that_fails_at_any_one_write_comes_back_as_it_was(StoreFault? fault)
    {
        var writes = Run(null);
        Assert.InRange(writes, 50, 500);
        for (var write = 0L; write < writes; write++)
        {
            Run((write, fault));
        }
    }

    private static long Run((long Write, StoreFault? Fault)? planned)
    {
        var simulation = new Simulation(
            Seed, new SimulationSettings { WithFaults = false, FromEmptyDisks = true, TroubleMs = 25_000, Sections = 1 });
        simulation.Nodes[Victim].Disk.Planned = planned;
        simulation.Run();
        return simulation.Nodes[Victim].Disk.Writes;
    }
}
