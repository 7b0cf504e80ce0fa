namespace Ledger.State.Trie;

/// <summary>
/// The trie's own branches are the cache: whatever hangs on the current root is in memory, and nothing else is. Using a branch uses all
/// above it, so dropping the branches longest unused drops whole subtrees and keeps the upper levels.
/// </summary>
internal static class TrieCache
{
    /// <summary>
    /// Drops branches until what hangs on <paramref name="root"/> costs at most <paramref name="bytesMax"/>, or all that is left is not on
    /// disk, where those below <paramref name="onDiskBelow"/> are.
    /// </summary>
    /// <returns>The cost of what is left, in bytes.</returns>
    public static long Shrink(Branch root, long bytesMax, ulong onDiskBelow)
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
                var keep = child.Version >= onDiskBelow || child.UsedAt > threshold
                    || (child.UsedAt == threshold && budget >= child.Cost);
                if (keep)
                {
                    budget -= child.UsedAt == threshold ? child.Cost : 0;
                    queue.Enqueue(child);
                }
                else
                {
                    branch.Replace(direction, new Stub(child.Version) { Hash = child.Hash });
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
        var stack = new Stack<Branch>();
        stack.Push(root);
        while (stack.TryPop(out var branch))
        {
            costs[branch.UsedAt] = costs.GetValueOrDefault(branch.UsedAt) + branch.Cost;
            for (var direction = 0; direction < 2; direction++)
            {
                if (branch.Child(direction) is Branch child)
                {
                    stack.Push(child);
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
