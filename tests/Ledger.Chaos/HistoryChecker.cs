namespace Ledger.Chaos;

/// <summary>
/// Proves that everything clients saw is consistent with one order, that of the final blocks: every operation has one place in it, sees
/// what stands before that place and nothing else, and stands after everything that had ended before it began. That is linearizability,
/// with the order given instead of searched for, so the proof takes time in proportion to the history.
/// </summary>
internal static class HistoryChecker
{
    /// <summary>What contradicts it, each in a sentence; none where the history holds.</summary>
    internal static IReadOnlyList<string> Check(History history) =>
        [.. Blocks(history), .. Landings(history), .. Values(history), .. RealTime(history), .. Sights(history)];

    // Every node has the same blocks, as far as each has come.
    private static IEnumerable<string> Blocks(History history)
    {
        var longest = history.Blocks.MaxBy(blocks => blocks.Value.Count);
        foreach (var (node, blocks) in history.Blocks)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                if (blocks[i] != longest.Value[i])
                {
                    yield return $"Block {i + 1} is {blocks[i]} at {node} and {longest.Value[i]} at {longest.Key}.";
                    break;
                }
            }
        }
    }

    // What was told to be final is there, where it was told to be; nothing is there twice, and nothing that nobody wrote.
    private static IEnumerable<string> Landings(History history)
    {
        var written = history.Writes.ToDictionary(write => write.Value, StringComparer.Ordinal);
        var landed = new Dictionary<string, Landed>(StringComparer.Ordinal);
        foreach (var one in history.Order)
        {
            if (!landed.TryAdd(one.Value, one))
            {
                yield return $"{one.Value} was applied twice, at {landed[one.Value].At} and {one.At}.";
            }
            else if (!history.Others.Contains(one.Value)
                && (!written.TryGetValue(one.Value, out var write) || write.Register != one.Register))
            {
                yield return $"{one.Value} stands at {one.At}, and nobody wrote it to {one.Register}.";
            }
        }

        foreach (var write in history.Writes.Where(write => write.At is not null))
        {
            if (!landed.TryGetValue(write.Value, out var there))
            {
                yield return $"{write.Value} was final at {write.At}, and is lost.";
            }
            else if (there.At != write.At)
            {
                yield return $"{write.Value} was final at {write.At}, and stands at {there.At}.";
            }
        }
    }

    // A read as of a block gives the last write up to it.
    private static IEnumerable<string> Values(History history)
    {
        var registers = history.Order.GroupBy(one => one.Register, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(one => one.At).ToList(), StringComparer.Ordinal);
        foreach (var read in history.Reads)
        {
            var expected = registers.TryGetValue(read.Register, out var writes) ? LastUpTo(writes, read.Height) : null;
            if (expected != read.Value)
            {
                yield return
                    $"{read.Register} read {read.Value ?? "nothing"} as of block {read.Height}, where it holds {expected ?? "nothing"}.";
            }
        }
    }

    private static string? LastUpTo(List<Landed> writes, ulong height)
    {
        var (low, high) = (0, writes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = writes[middle].At.Height <= height ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : writes[low - 1].Value;
    }

    // An operation stands after all that had ended before it began. A read as of a block stands behind the block's last write.
    private static IEnumerable<string> RealTime(History history)
    {
        var places = history.Order.DistinctBy(one => one.Value).ToDictionary(one => one.Value, one => one.At, StringComparer.Ordinal);
        var operations = history.Writes.Where(write => places.ContainsKey(write.Value))
            .Select(write => new Operation(write.Value, places[write.Value], write.InvokedAt, write.ReturnedAt, IsRead: false))
            .Concat(history.Reads.Select(read => new Operation(
                $"a read of {read.Register}", new Position(read.Height, uint.MaxValue), read.InvokedAt, read.ReturnedAt, IsRead: true)))
            .ToList();
        var ended = operations.Where(one => one.ReturnedAt is not null).OrderBy(one => one.ReturnedAt).ToList();
        Operation? latest = null;
        var next = 0;
        foreach (var operation in operations.OrderBy(one => one.InvokedAt))
        {
            for (; next < ended.Count && ended[next].ReturnedAt < operation.InvokedAt; next++)
            {
                latest = latest is null || ended[next].Place.CompareTo(latest.Place) > 0 ? ended[next] : latest;
            }

            var order = latest is null ? 1 : operation.Place.CompareTo(latest.Place);
            if (order < 0 || (order == 0 && !operation.IsRead))
            {
                yield return $"{operation.Name} stands at {operation.Place}, before {latest!.Name} at {latest.Place}, which had ended " +
                    "before it began.";
            }
        }
    }

    // What a node has shown as final stays final there, whatever becomes of its process.
    private static IEnumerable<string> Sights(History history)
    {
        foreach (var node in history.Sights.GroupBy(sight => sight.Node, StringComparer.Ordinal))
        {
            var ended = node.OrderBy(sight => sight.ReturnedAt).ToList();
            var (highest, next) = (0UL, 0);
            foreach (var sight in node.OrderBy(sight => sight.InvokedAt))
            {
                for (; next < ended.Count && ended[next].ReturnedAt < sight.InvokedAt; next++)
                {
                    highest = Math.Max(highest, ended[next].Height);
                }

                if (sight.Height < highest)
                {
                    yield return $"{node.Key} showed block {sight.Height} as its newest after block {highest}.";
                }
            }
        }
    }

    private sealed record Operation(string Name, Position Place, long InvokedAt, long? ReturnedAt, bool IsRead);
}
