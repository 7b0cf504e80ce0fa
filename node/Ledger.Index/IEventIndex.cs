using Ledger.Protocol.V1;

namespace Ledger.Index;

/// <summary>The events of final blocks in one order, for readers on any thread.</summary>
public interface IEventIndex
{
    /// <summary>The newest height that is indexed.</summary>
    ulong Height { get; }

    /// <summary>The newest indexed block's time, UTC milliseconds.</summary>
    long Time { get; }

    /// <summary>The newest event's cursor; 0 where there is none.</summary>
    ulong Last { get; }

    /// <summary>The oldest cursor whose event is kept, 1 on an archive; one above <see cref="Last"/> where none is kept yet.</summary>
    ulong First { get; }

    /// <summary>Events of all blocks up to a height that is indexed, from the oldest that is kept on.</summary>
    ulong CountUpTo(ulong height);

    /// <summary>Up to <paramref name="countMax"/> events from <paramref name="cursor"/> on.</summary>
    IReadOnlyList<EventRecord> Read(ulong cursor, int countMax);

    /// <summary>Completes once an event at or after <paramref name="cursor"/> may be there.</summary>
    Task WaitAsync(ulong cursor, CancellationToken cancellationToken);

    /// <summary>Completes once <paramref name="height"/> may be final.</summary>
    Task WaitForHeightAsync(ulong height, CancellationToken cancellationToken);
}
