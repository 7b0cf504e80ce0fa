namespace Ledger.Rehearsal;

/// <summary>A timer of a <see cref="DrivenClock"/>: it is due by that clock, so that a move forward makes it fire at once.</summary>
internal sealed class DrivenTimer : ITimer
{
    private readonly DrivenClock _clock;
    private readonly Timer _system;
    private readonly Lock _gate = new();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _dueMs = long.MaxValue;
    private bool _isDisposed;

    internal DrivenTimer(DrivenClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _system = new Timer(_ =>
        {
            Fired();
            callback(state);
        });
    }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            _dueMs = DueAfter(dueTime);
            return !_isDisposed && _system.Change(dueTime, period);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clock.Forget(this);
        lock (_gate)
        {
            _isDisposed = true;
            _system.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The clock was moved forward: fires where that made the timer due.</summary>
    internal void OnMoved()
    {
        lock (_gate)
        {
            if (!_isDisposed && _dueMs <= _clock.NowMs)
            {
                _dueMs = long.MaxValue;
                _system.Change(TimeSpan.Zero, _period);
            }
        }
    }

    private void Fired()
    {
        lock (_gate)
        {
            _dueMs = DueAfter(_period);
        }
    }

    private long DueAfter(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? long.MaxValue : _clock.NowMs + (long)time.TotalMilliseconds;
}
