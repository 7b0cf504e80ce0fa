using Ledger.Storage;

namespace Ledger.State.Trie;

/// <summary>Puts branches on disk that are not there, each once.</summary>
internal static class TrieWriter
{
    /// <summary>
    /// Adds the records of all new branches, as those of a height. Tell them once the set is written: <see cref="OnWritten"/>.
    /// </summary>
    public static List<(Branch Branch, bool HasRecord)> WriteNew(WriteSet set, Node? root, ulong height)
    {
        var written = new List<(Branch, bool)>();
        WriteNew(set, root, 0, height, written);
        return written;
    }

    /// <summary>Adds the root of a height, which makes it a checkpoint once its branches are there.</summary>
    public static void WriteRoot(WriteSet set, Node? root, ulong height) =>
        set.Put(StoreTable.StateNodes, NodeKey.Root(height), NodeCodec.EncodeRoot(root, height));

    /// <summary>The records are on disk.</summary>
    public static void OnWritten(IEnumerable<(Branch Branch, bool HasRecord)> written, ulong height)
    {
        foreach (var (branch, hasRecord) in written)
        {
            branch.OnDisk(hasRecord ? height : null);
        }
    }

    // What is new hangs together from the root down.
    private static void WriteNew(WriteSet set, Node? node, int pathBits, ulong height, List<(Branch, bool)> written)
    {
        if (node is not Branch { IsNew: true } branch)
        {
            return;
        }

        var hasRecord = pathBits == 0 || NodeCodec.HasOwnRecord(branch);
        written.Add((branch, hasRecord));
        if (hasRecord)
        {
            set.Put(
                StoreTable.StateNodes, NodeKey.Branch(branch.Sample, pathBits, height), NodeCodec.EncodeBranch(branch, pathBits, height));
        }

        WriteNew(set, branch.Left, branch.BitIndex + 1, height, written);
        WriteNew(set, branch.Right, branch.BitIndex + 1, height, written);
    }
}
