using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>
/// The clock of a rehearsed consortium: runs at the usual pace from where it stands, and can be moved forward, so that nineteen months pass in
/// minutes. Never goes back.
/// </summary>
public sealed class DrivenClock : TimeProvider, IDrivenClock
{
    private readonly Lock _gate = new();
    private long _offsetMs;

    /// <summary>Starts at a time, UTC milliseconds.</summary>
    public DrivenClock(long startUtcMs) => _offsetMs = startUtcMs - SystemMs();

    /// <inheritdoc/>
    public void AdvanceTo(long utcMs)
    {
        lock (_gate)
        {
            Volatile.Write(ref _offsetMs, Math.Max(_offsetMs, utcMs - SystemMs()));
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(SystemMs() + Volatile.Read(ref _offsetMs));

    // The monotonic counter, so that a step of the machine's own clock moves nothing here.
    private static long SystemMs() => Environment.TickCount64;
}
