namespace Ledger.Node;

/// <summary>
/// How often a watch looks: at most once in an interval of block time, and of the node's pace, for block time may run ahead of it.
/// </summary>
/// <param name="intervalMs">The interval; 0 to look never.</param>
/// <param name="pace">The node's pace: its monotonic counter.</param>
internal sealed class LookPace(long intervalMs, TimeProvider pace)
{
    private long? _lookedAtMs;
    private long _lookedTicks;

    /// <summary>Whether it is time to look, at a block of this time (UTC milliseconds); if so, the next interval begins.</summary>
    internal bool IsTimeToLook(long time)
    {
        if (intervalMs == 0 ||
            (_lookedAtMs is { } last && (time - last < intervalMs || pace.GetElapsedTime(_lookedTicks).TotalMilliseconds < intervalMs)))
        {
            return false;
        }

        (_lookedAtMs, _lookedTicks) = (time, pace.GetTimestamp());
        return true;
    }
}
