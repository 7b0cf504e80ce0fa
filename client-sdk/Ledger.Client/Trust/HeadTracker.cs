using Ledger.Protocol;

namespace Ledger.Client.Trust;

/// <summary>The newest final block this client has seen. Only ever moves forward; compare-and-swap, no lock.</summary>
internal sealed class HeadTracker(TimeProvider time)
{
    private ulong _height;
    private Head? _head;

    private sealed record Head(ulong Height, long BlockTime, long ShownAt);

    /// <summary>Height of the newest final block seen; 0 before any.</summary>
    internal ulong Height => Volatile.Read(ref _height);

    /// <summary>
    /// Block time as of the newest head that a node showed within <paramref name="age"/>. A block that was merely looked at does not tell
    /// it: who reads old events would take their time for the chain's.
    /// </summary>
    internal long? BlockTimeWithin(TimeSpan age) =>
        Volatile.Read(ref _head) is { } head && time.GetElapsedTime(head.ShownAt) <= age ? head.BlockTime : null;

    /// <summary>
    /// A block was shown to be final, whichever it is. Above the head it is newer than that, however old the head is by now.
    /// </summary>
    internal void Observe(BlockHeader header)
    {
        for (var seen = Height; seen < header.Height;)
        {
            var found = Interlocked.CompareExchange(ref _height, header.Height, seen);
            seen = found == seen ? header.Height : found;
        }

        if (Volatile.Read(ref _head) is { } head && head.Height < header.Height)
        {
            Advance(head with { Height = header.Height, BlockTime = header.Time });
        }
    }

    /// <summary>A node showed this block as its newest now, and it was verified.</summary>
    internal void ObserveHead(BlockHeader header) => Advance(new Head(header.Height, header.Time, time.GetTimestamp()));

    private void Advance(Head to)
    {
        var head = Volatile.Read(ref _head);
        while (head is null || (head.Height, head.ShownAt).CompareTo((to.Height, to.ShownAt)) < 0)
        {
            var found = Interlocked.CompareExchange(ref _head, to, head);
            if (ReferenceEquals(found, head))
            {
                return;
            }

            head = found;
        }
    }
}
