namespace Ledger.State.Trie;

/// <summary>
/// The trie's own branches are the cache: whatever hangs on the current root is in memory, and nothing else is. Using a branch uses all
/// above it, so dropping the branches longest unused drops whole subtrees and keeps the upper levels.
/// </summary>
internal static class TrieCache
{
    /// <summary>
    /// Drops branches until what hangs on <paramref name="root"/> costs at most <paramref name="bytesMax"/>, or all that is left is not on
    /// disk. A branch without a record of its own goes with the one whose record it is in.
    /// </summary>
    /// <returns>The cost of what is left, in bytes.</returns>
    public static long Shrink(Branch root, long bytesMax)
    {
        var (threshold, budget) = Threshold(root, bytesMax);
        var kept = 0L;
        var queue = new Queue<Branch>();
        queue.Enqueue(root);
        while (queue.TryDequeue(out var branch))
        {
            for (var direction = 0; direction < 2; direction++)
            {
                if (branch.Child(direction) is not Branch child)
                {
                    continue;
                }

                // Of those used last at the threshold itself the upper ones stay, as far as there is room.
                var isAtThreshold = child.Version is not null && child.UsedAt == threshold;
                if (child.Version is null || child.UsedAt > threshold || (isAtThreshold && budget >= child.RecordCost))
                {
                    budget -= isAtThreshold ? child.RecordCost : 0;
                    queue.Enqueue(child);
                }
                else
                {
                    branch.Replace(direction, new Stub(child.Version.Value) { Hash = child.Hash });
                }
            }

            kept += branch.Cost;
        }

        return kept;
    }

    /// <summary>The height such that branches used after it fit, and the room left for those used at it.</summary>
    private static (ulong Threshold, long Budget) Threshold(Branch root, long bytesMax)
    {
        var costs = new SortedDictionary<ulong, long>();
        var stack = new Stack<(Branch Branch, ulong RecordUsedAt)>();
        stack.Push((root, root.UsedAt));
        while (stack.TryPop(out var at))
        {
            costs[at.RecordUsedAt] = costs.GetValueOrDefault(at.RecordUsedAt) + at.Branch.Cost;
            for (var direction = 0; direction < 2; direction++)
            {
                if (at.Branch.Child(direction) is Branch child)
                {
                    stack.Push((child, child.Version is null ? at.RecordUsedAt : child.UsedAt));
                }
            }
        }

        var budget = bytesMax;
        foreach (var (usedAt, cost) in costs.Reverse())
        {
            if (cost > budget)
            {
                return (usedAt, budget);
            }

            budget -= cost;
        }

        return (0, budget);
    }
}
