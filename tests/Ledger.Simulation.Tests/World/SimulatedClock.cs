namespace Ledger.Simulation.Tests;

/// <summary>A validator's wall clock: virtual time with an offset and a drift.</summary>
internal sealed class SimulatedClock(EventQueue events, DateTimeOffset start) : TimeProvider
{
    /// <summary>How far the clock is off, milliseconds.</summary>
    internal long OffsetMs { get; set; }

    /// <summary>How much faster than virtual time it runs, millionths.</summary>
    internal long DriftPpm { get; set; }

    internal long NowMs => GetUtcNow().ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => start.AddMilliseconds(events.Now + OffsetMs + (events.Now * DriftPpm / 1_000_000));
}
