using System.Runtime.CompilerServices;

namespace Ledger.Execution;

/// <summary>Reads what is executed later while what stands before it is executed.</summary>
public static class ReadingAhead
{
    /// <summary>The items in their order, each with what <paramref name="read"/> made of it on another thread.</summary>
    /// <param name="items">Blocks, or batches, in order.</param>
    /// <param name="read">Reads one; called while earlier ones are in use.</param>
    /// <param name="count">Most that are read and not in use yet; as many are held in memory.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<(T Item, BatchAhead? Ahead)> ReadAheadAsync<T>(
        this IAsyncEnumerable<T> items, Func<T, BatchAhead?> read, int count,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var waiting = new Queue<(T Item, Task<BatchAhead?> Ahead)>();
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            waiting.Enqueue((item, Task.Run(() => read(item), cancellationToken)));
            if (waiting.Count > count)
            {
                var (first, ahead) = waiting.Dequeue();
                yield return (first, await ahead.ConfigureAwait(false));
            }
        }

        while (waiting.TryDequeue(out var left))
        {
            yield return (left.Item, await left.Ahead.ConfigureAwait(false));
        }
    }
}
