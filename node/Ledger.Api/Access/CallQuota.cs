namespace Ledger.Api.Access;

/// <summary>
/// How many calls each caller made lately. A caller's seconds add up to ten, so that who was quiet may be busy for a while. Callers that
/// made none for so long are forgotten. Safe for use by several threads.
/// </summary>
/// <param name="pace">The clock.</param>
internal sealed class CallQuota(TimeProvider pace)
{
    private const int BurstSeconds = 10;
    private const int CallersMax = 65_536;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Calls, long At)> _callers = new(StringComparer.Ordinal);

    /// <summary>Counts a call; false where the caller has had its number.</summary>
    internal bool TryTake(string caller, int perSecondMax)
    {
        lock (_gate)
        {
            var now = pace.GetTimestamp();
            if (_callers.Count >= CallersMax && !_callers.ContainsKey(caller))
            {
                Forget(now);
            }

            var most = (double)perSecondMax * BurstSeconds;
            var (left, at) = _callers.GetValueOrDefault(caller, (most, now));
            left = Math.Min(most, left + (pace.GetElapsedTime(at, now).TotalSeconds * perSecondMax));
            _callers[caller] = (Math.Max(0, left - 1), now);
            return left >= 1;
        }
    }

    // Whoever was forgotten while busy begins anew, with as many as everybody: the number of callers is bounded by connections.
    private void Forget(long now)
    {
        foreach (var (caller, state) in _callers.ToList())
        {
            if (pace.GetElapsedTime(state.At, now).TotalSeconds >= BurstSeconds)
            {
                _callers.Remove(caller);
            }
        }

        if (_callers.Count >= CallersMax)
        {
            _callers.Clear();
        }
    }
}
