using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>
/// The clock of a rehearsed consortium: runs at the usual pace from where it stands, and can be moved forward, so that nineteen months pass
/// in minutes. Never goes back. Its timers are due by it: a move makes those fire whose time it passes.
/// </summary>
public sealed class DrivenClock : TimeProvider, IDrivenClock
{
    private readonly Lock _gate = new();
    private readonly HashSet<DrivenTimer> _timers = [];
    private long _offsetMs;

    /// <summary>Starts at a time, UTC milliseconds.</summary>
    public DrivenClock(long startUtcMs) => _offsetMs = startUtcMs - SystemMs();

    internal long NowMs => SystemMs() + Volatile.Read(ref _offsetMs);

    /// <inheritdoc/>
    public void AdvanceTo(long utcMs)
    {
        DrivenTimer[] timers;
        lock (_gate)
        {
            var offset = utcMs - SystemMs();
            if (offset <= _offsetMs)
            {
                return;
            }

            Volatile.Write(ref _offsetMs, offset);
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.OnMoved();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new DrivenTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    internal void Forget(DrivenTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    // The monotonic counter, so that a step of the machine's own clock moves nothing here.
    private static long SystemMs() => Environment.TickCount64;
}
