namespace Ledger.Storage.Memory;

/// <summary>Operations on persistent ordered trees; null is the empty tree. Keys compare as unsigned bytes.</summary>
internal static class Tree
{
    internal static byte[]? Get(AvlNode? tree, ReadOnlySpan<byte> key)
    {
        while (tree is not null)
        {
            int order = key.SequenceCompareTo(tree.Key);
            if (order == 0)
            {
                return tree.Value;
            }

            tree = order < 0 ? tree.Left : tree.Right;
        }

        return null;
    }

    internal static AvlNode Put(AvlNode? tree, byte[] key, byte[] value)
    {
        if (tree is null)
        {
            return new AvlNode(key, value, null, null);
        }

        int order = key.AsSpan().SequenceCompareTo(tree.Key);
        return order switch
        {
            0 => new AvlNode(key, value, tree.Left, tree.Right),
            < 0 => Balance(tree, Put(tree.Left, key, value), tree.Right),
            _ => Balance(tree, tree.Left, Put(tree.Right, key, value)),
        };
    }

    internal static AvlNode? Delete(AvlNode? tree, byte[] key)
    {
        if (tree is null)
        {
            return null;
        }

        int order = key.AsSpan().SequenceCompareTo(tree.Key);
        if (order == 0)
        {
            return Join(tree.Left, tree.Right);
        }

        AvlNode? left = order < 0 ? Delete(tree.Left, key) : tree.Left;
        AvlNode? right = order > 0 ? Delete(tree.Right, key) : tree.Right;
        return left == tree.Left && right == tree.Right ? tree : Balance(tree, left, right);
    }

    /// <summary>The entries with from ≤ key &lt; to, in order or from the highest down.</summary>
    internal static IEnumerable<KeyValuePair<byte[], byte[]>> Scan(AvlNode? tree, byte[] from, byte[] to, bool reverse)
    {
        var path = new Stack<AvlNode>();
        Descend(path, tree, from, to, reverse);
        while (path.TryPop(out AvlNode? node))
        {
            if (IsPastEnd(node.Key, from, to, reverse))
            {
                yield break;
            }

            yield return new KeyValuePair<byte[], byte[]>((byte[])node.Key.Clone(), (byte[])node.Value.Clone());
            Descend(path, reverse ? node.Left : node.Right, from, to, reverse);
        }
    }

    // Pushes the path to the first entry of the range in this subtree; entries before the range are left out of the path.
    private static void Descend(Stack<AvlNode> path, AvlNode? node, byte[] from, byte[] to, bool reverse)
    {
        while (node is not null)
        {
            bool beforeStart = reverse ? IsPastUpper(node.Key, to) : node.Key.AsSpan().SequenceCompareTo(from) < 0;
            if (!beforeStart)
            {
                path.Push(node);
            }

            node = beforeStart == reverse ? node.Left : node.Right;
        }
    }

    private static bool IsPastEnd(byte[] key, byte[] from, byte[] to, bool reverse) =>
        reverse ? key.AsSpan().SequenceCompareTo(from) < 0 : IsPastUpper(key, to);

    private static bool IsPastUpper(byte[] key, byte[] to) => to.Length > 0 && key.AsSpan().SequenceCompareTo(to) >= 0;

    private static AvlNode? Join(AvlNode? left, AvlNode? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        AvlNode next = right;
        while (next.Left is not null)
        {
            next = next.Left;
        }

        return Balance(next, left, Delete(right, next.Key));
    }

    // The entry of `middle` between two trees whose heights differ by at most 2.
    private static AvlNode Balance(AvlNode middle, AvlNode? left, AvlNode? right)
    {
        int lean = AvlNode.HeightOf(left) - AvlNode.HeightOf(right);
        if (lean > 1)
        {
            if (AvlNode.HeightOf(left!.Left) < AvlNode.HeightOf(left.Right))
            {
                left = RotateLeft(left);
            }

            return new AvlNode(left.Key, left.Value, left.Left, new AvlNode(middle.Key, middle.Value, left.Right, right));
        }

        if (lean < -1)
        {
            if (AvlNode.HeightOf(right!.Right) < AvlNode.HeightOf(right.Left))
            {
                right = RotateRight(right);
            }

            return new AvlNode(right.Key, right.Value, new AvlNode(middle.Key, middle.Value, left, right.Left), right.Right);
        }

        return new AvlNode(middle.Key, middle.Value, left, right);
    }

    private static AvlNode RotateLeft(AvlNode node)
    {
        AvlNode up = node.Right!;
        return new AvlNode(up.Key, up.Value, new AvlNode(node.Key, node.Value, node.Left, up.Left), up.Right);
    }

    private static AvlNode RotateRight(AvlNode node)
    {
        AvlNode up = node.Left!;
        return new AvlNode(up.Key, up.Value, up.Left, new AvlNode(node.Key, node.Value, up.Right, node.Right));
    }
}
