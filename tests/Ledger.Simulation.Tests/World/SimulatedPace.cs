namespace Ledger.Simulation.Tests;

/// <summary>Virtual time as intervals are measured by it: monotonic, and right for everyone.</summary>
internal sealed class SimulatedPace(EventQueue events) : TimeProvider
{
    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => events.Now;
}
