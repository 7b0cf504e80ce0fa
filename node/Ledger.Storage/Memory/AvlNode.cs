namespace Ledger.Storage.Memory;

/// <summary>A node of a persistent AVL tree: a change makes new nodes along one path and leaves every older tree as it was.</summary>
internal sealed class AvlNode
{
    internal AvlNode(byte[] key, byte[] value, AvlNode? left, AvlNode? right)
    {
        Key = key;
        Value = value;
        Left = left;
        Right = right;
        Height = 1 + Math.Max(HeightOf(left), HeightOf(right));
    }

    internal byte[] Key { get; }

    internal byte[] Value { get; }

    internal AvlNode? Left { get; }

    internal AvlNode? Right { get; }

    internal int Height { get; }

    internal static int HeightOf(AvlNode? node) => node?.Height ?? 0;
}
