namespace Ledger.Storage.Memory;

/// <summary>A node of a persistent AVL tree: a change makes new nodes along one path and leaves every older tree as it was.</summary>
internal sealed class Node
{
    internal Node(byte[] key, byte[] value, Node? left, Node? right)
    {
        Key = key;
        Value = value;
        Left = left;
        Right = right;
        Height = 1 + Math.Max(HeightOf(left), HeightOf(right));
    }

    internal byte[] Key { get; }

    internal byte[] Value { get; }

    internal Node? Left { get; }

    internal Node? Right { get; }

    internal int Height { get; }

    internal static int HeightOf(Node? node) => node?.Height ?? 0;
}
