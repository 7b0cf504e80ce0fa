using Ledger.Protocol;

namespace Ledger.Client.Trust;

/// <summary>The newest final block this client has seen. Only ever moves forward; one compare-and-swap, no lock.</summary>
internal sealed class HeadTracker(TimeProvider time)
{
    private Seen? _newest;

    private sealed record Seen(ulong Height, long BlockTime, long At);

    /// <summary>Height of the newest final block seen; 0 before any.</summary>
    internal ulong Height => Volatile.Read(ref _newest)?.Height ?? 0;

    /// <summary>Block time of the newest final block seen, where one was seen within <paramref name="age"/>.</summary>
    internal long? BlockTimeWithin(TimeSpan age) =>
        Volatile.Read(ref _newest) is { } seen && time.GetElapsedTime(seen.At) <= age ? seen.BlockTime : null;

    internal void Observe(BlockHeader header)
    {
        var observed = new Seen(header.Height, header.Time, time.GetTimestamp());
        var seen = Volatile.Read(ref _newest);
        while (seen is null || seen.Height <= observed.Height)
        {
            var found = Interlocked.CompareExchange(ref _newest, observed, seen);
            if (ReferenceEquals(found, seen))
            {
                return;
            }

            seen = found;
        }
    }
}
