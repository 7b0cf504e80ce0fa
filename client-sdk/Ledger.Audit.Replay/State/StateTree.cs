using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Replay.State;

/// <summary>
/// The state with its root, from docs/spec/state.md alone: a second implementation, which shares nothing with the one that nodes keep
/// theirs in. Values and what is not in use stand in a file that only grows, so memory has a bound whatever the state holds. Not safe for
/// use by several threads.
/// </summary>
internal sealed class StateTree : IDisposable
{
    private const byte LeafRecord = 0;
    private const byte BranchRecord = 1;
    private const int ChildBytes = 1 + sizeof(long) + Digest.Bytes;
    private const int BranchBytes = 1 + sizeof(ushort) + (2 * ChildBytes);
    private const int LeafHeadBytes = 1 + sizeof(ushort) + sizeof(int);
    private const int DepthKeptMin = 10;
    private readonly IHasher _hasher;
    private readonly StateFile _file;
    private readonly int _nodesMax;
    private TreeNode _root;
    private int _nodes;
    private int _round;

    /// <summary>The empty state.</summary>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="path">Of a file that is not there, and is gone afterwards.</param>
    /// <param name="nodesMax">Most nodes in memory between two blocks, each some 150 bytes.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    internal StateTree(IHasher hasher, string path, int nodesMax)
    {
        _hasher = hasher;
        _nodesMax = nodesMax;
        _file = new StateFile(path);
        _root = Nothing();
    }

    /// <summary>Nodes in memory.</summary>
    internal int NodesInMemory => _nodes;

    /// <summary>The root's hash.</summary>
    internal Digest Root => _root.Hash;

    public void Dispose() => _file.Dispose();

    /// <summary>The value of a key; null where there is none.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal byte[]? Get(ReadOnlySpan<byte> key) => Find(key) is { } leaf && leaf.Key.AsSpan().SequenceEqual(key) ? ValueOf(leaf) : null;

    /// <summary>The keys that begin with <paramref name="prefix"/>, from one on, in order.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal IEnumerable<byte[]> KeysFrom(byte[] prefix, byte[] from)
    {
        if (Find(from) is not { } nearest)
        {
            yield break;
        }

        // Down the way of `from`, everything to the right of it comes later; where the tree leaves that way, a subtree lies whole on one
        // side.
        var split = nearest.Key.AsSpan().SequenceEqual(from) ? uint.MaxValue : BitString.FirstDifference(from, nearest.Key);
        var waiting = new Stack<TreeNode>();
        var at = Resolve(ref _root);
        while (at is Branch branch && branch.Bit < split)
        {
            var isRight = BitString.IsSet(from, (uint)branch.Bit);
            if (!isRight)
            {
                waiting.Push(Resolve(ref branch.Right));
            }

            at = Resolve(ref isRight ? ref branch.Right : ref branch.Left);
        }

        if (split == uint.MaxValue || !BitString.IsSet(from, split))
        {
            waiting.Push(at);
        }

        while (waiting.TryPop(out var node))
        {
            if (node is Branch branch)
            {
                waiting.Push(Resolve(ref branch.Right));
                waiting.Push(Resolve(ref branch.Left));
                continue;
            }

            var key = ((Leaf)node).Key;
            if (!key.AsSpan().StartsWith(prefix))
            {
                yield break;
            }

            yield return key;
        }
    }

    /// <summary>Applies a block's changes, each key once; a null value deletes.</summary>
    /// <exception cref="IOException">The disk is full or failed; the tree is of no more use.</exception>
    internal void Apply(IReadOnlyList<KeyValuePair<byte[], byte[]?>> changes)
    {
        var written = new List<Leaf>(changes.Count);
        var messages = new List<ReadOnlyMemory<byte>>(changes.Count);
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                Remove(key);
                continue;
            }

            var leaf = new Leaf(key, value.Length) { Offset = Append(key, value) };
            written.Add(leaf);
            messages.Add(value);
            Put(leaf);
        }

        HashLeaves(written, messages);
        HashBranches();
        if (_nodes > _nodesMax)
        {
            LetGo();
        }
    }

    /// <summary>All keys with their values, in order. Nothing that it loads stays in memory.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal IEnumerable<KeyValuePair<byte[], byte[]>> Entries()
    {
        var waiting = new Stack<TreeNode>([_root]);
        while (waiting.TryPop(out var node))
        {
            switch (node is not Stored stored ? node : stored.IsLeaf ? LoadLeaf(stored) : LoadBranch(stored))
            {
                case Branch branch:
                    waiting.Push(branch.Right);
                    waiting.Push(branch.Left);
                    break;
                case Leaf leaf:
                    yield return KeyValuePair.Create(leaf.Key, ValueOf(leaf));
                    break;
            }
        }
    }

    private Leaf? Find(ReadOnlySpan<byte> key)
    {
        var node = Resolve(ref _root);
        while (node is Branch branch)
        {
            branch.Round = _round;
            node = Resolve(ref BitString.IsSet(key, (uint)branch.Bit) ? ref branch.Right : ref branch.Left);
        }

        return node as Leaf;
    }

    private Absent Nothing() => new() { Hash = new Digest(NodeHashing.Empty(_hasher)) };

    private void Put(Leaf leaf)
    {
        if (Find(leaf.Key) is not { } nearest)
        {
            _root = leaf;
            _nodes++;
            return;
        }

        var isNew = !nearest.Key.AsSpan().SequenceEqual(leaf.Key);
        var split = isNew ? BitString.FirstDifference(leaf.Key, nearest.Key) : uint.MaxValue;
        ref TreeNode place = ref _root;
        while (place is Branch branch && branch.Bit < split)
        {
            Touch(branch);
            place = ref BitString.IsSet(leaf.Key, (uint)branch.Bit) ? ref branch.Right : ref branch.Left;
        }

        if (!isNew)
        {
            place = leaf;
            return;
        }

        var isRight = BitString.IsSet(leaf.Key, split);
        place = new Branch((int)split, isRight ? place : leaf, isRight ? leaf : place) { Round = _round };
        _nodes += 2;
    }

    private void Remove(byte[] key)
    {
        if (Find(key) is not { } found || !found.Key.AsSpan().SequenceEqual(key))
        {
            return;
        }

        _nodes--;
        if (_root is Leaf)
        {
            _root = Nothing();
            return;
        }

        ref TreeNode place = ref _root;
        while (true)
        {
            var branch = (Branch)place;
            var isRight = BitString.IsSet(key, (uint)branch.Bit);
            if ((isRight ? branch.Right : branch.Left) is Leaf)
            {
                place = isRight ? branch.Left : branch.Right;
                _nodes--;
                return;
            }

            Touch(branch);
            place = ref isRight ? ref branch.Right : ref branch.Left;
        }
    }

    private static void Touch(Branch branch)
    {
        branch.IsHashed = false;
        branch.Offset = -1;
    }

    private void HashLeaves(List<Leaf> leaves, List<ReadOnlyMemory<byte>> messages)
    {
        var values = new byte[leaves.Count * Digest.Bytes];
        _hasher.HashEach([], CollectionsMarshal.AsSpan(messages), values);
        for (var i = 0; i < leaves.Count; i++)
        {
            var key = leaves[i].Key;
            var message = new byte[sizeof(ushort) + key.Length + Digest.Bytes];
            BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)key.Length);
            key.CopyTo(message, sizeof(ushort));
            values.AsSpan(i * Digest.Bytes, Digest.Bytes).CopyTo(message.AsSpan(sizeof(ushort) + key.Length));
            messages[i] = message;
        }

        var hashes = TaggedHash.ComputeEach(_hasher, [0], CollectionsMarshal.AsSpan(messages));
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].Hash = hashes[i];
        }
    }

    // From the lowest level up, each level's branches together.
    private void HashBranches()
    {
        var levels = new List<List<Branch>>();
        _ = Gather(_root, levels);
        foreach (var level in levels)
        {
            const int messageBytes = 1 + sizeof(ushort) + (2 * Digest.Bytes);
            var messages = ArrayPool<byte>.Shared.Rent(level.Count * messageBytes);
            var digests = ArrayPool<byte>.Shared.Rent(level.Count * Digest.Bytes);
            for (var i = 0; i < level.Count; i++)
            {
                var message = messages.AsSpan(i * messageBytes, messageBytes);
                message[0] = 1;
                BinaryPrimitives.WriteUInt16BigEndian(message[1..], (ushort)level[i].Bit);
                level[i].Left.Hash.CopyTo(message[3..]);
                level[i].Right.Hash.CopyTo(message[(3 + Digest.Bytes)..]);
            }

            _hasher.HashBatch(
                messages.AsSpan(0, level.Count * messageBytes), messageBytes, digests.AsSpan(0, level.Count * Digest.Bytes));
            for (var i = 0; i < level.Count; i++)
            {
                level[i].Hash = new Digest(digests.AsSpan(i * Digest.Bytes));
                level[i].IsHashed = true;
            }

            ArrayPool<byte>.Shared.Return(messages);
            ArrayPool<byte>.Shared.Return(digests);
        }
    }

    private static int Gather(TreeNode node, List<List<Branch>> levels)
    {
        if (node is not Branch { IsHashed: false } branch)
        {
            return 0;
        }

        var level = Math.Max(Gather(branch.Left, levels), Gather(branch.Right, levels));
        if (level == levels.Count)
        {
            levels.Add([]);
        }

        levels[level].Add(branch);
        return level + 1;
    }

    // What was not used since the last time goes; where all was, what is far from the root.
    private void LetGo()
    {
        _nodes = 0;
        _root = Cut(_root, depthMax: int.MaxValue, depth: 0);
        for (var depthMax = 64; _nodes > _nodesMax / 2 && depthMax >= DepthKeptMin; depthMax -= 6)
        {
            _nodes = 0;
            _root = Cut(_root, depthMax, depth: 0);
        }

        _round++;
    }

    private TreeNode Cut(TreeNode node, int depthMax, int depth)
    {
        if (node is Branch branch && depth <= depthMax && (branch.Round == _round || depth < DepthKeptMin))
        {
            branch.Left = Cut(branch.Left, depthMax, depth + 1);
            branch.Right = Cut(branch.Right, depthMax, depth + 1);
            _nodes++;
            return branch;
        }

        if (node is Leaf && depth <= depthMax)
        {
            _nodes++;
            return node;
        }

        return node is Stored ? node : new Stored(node.Hash, Save(node), node is Leaf);
    }

    private long Save(TreeNode node)
    {
        if (node.Offset >= 0)
        {
            return node.Offset;
        }

        var branch = (Branch)node; // leaves are written as they come
        Span<byte> record = stackalloc byte[BranchBytes];
        record[0] = BranchRecord;
        BinaryPrimitives.WriteUInt16BigEndian(record[1..], (ushort)branch.Bit);
        WriteChild(record[3..], branch.Left);
        WriteChild(record[(3 + ChildBytes)..], branch.Right);
        return branch.Offset = _file.Append(record);
    }

    private void WriteChild(Span<byte> record, TreeNode child)
    {
        record[0] = child is Leaf or Stored { IsLeaf: true } ? LeafRecord : BranchRecord;
        BinaryPrimitives.WriteInt64BigEndian(record[1..], Save(child));
        child.Hash.CopyTo(record[(1 + sizeof(long))..]);
    }

    private long Append(byte[] key, byte[] value)
    {
        var length = LeafHeadBytes + key.Length + value.Length;
        var record = ArrayPool<byte>.Shared.Rent(length);
        record[0] = LeafRecord;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), (ushort)key.Length);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(3), value.Length);
        key.CopyTo(record, LeafHeadBytes);
        value.CopyTo(record, LeafHeadBytes + key.Length);
        var offset = _file.Append(record.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(record);
        return offset;
    }

    private byte[] ValueOf(Leaf leaf)
    {
        var value = new byte[leaf.ValueBytes];
        ReadWhole(leaf.Offset + LeafHeadBytes + leaf.Key.Length, value);
        return value;
    }

    private TreeNode Resolve(ref TreeNode place)
    {
        if (place is not Stored stored)
        {
            return place;
        }

        _nodes++;
        return place = stored.IsLeaf ? LoadLeaf(stored) : LoadBranch(stored);
    }

    private Leaf LoadLeaf(Stored stored)
    {
        Span<byte> head = stackalloc byte[LeafHeadBytes + StateLimits.KeyBytesMax];
        head = head[.._file.Read(stored.Offset, head)];
        var keyBytes = BinaryPrimitives.ReadUInt16BigEndian(head[1..]);
        var key = head.Slice(LeafHeadBytes, keyBytes).ToArray();
        return new Leaf(key, BinaryPrimitives.ReadInt32BigEndian(head[3..])) { Hash = stored.Hash, Offset = stored.Offset };
    }

    private Branch LoadBranch(Stored stored)
    {
        Span<byte> record = stackalloc byte[BranchBytes];
        ReadWhole(stored.Offset, record);
        return new Branch(
            BinaryPrimitives.ReadUInt16BigEndian(record[1..]), ReadChild(record[3..]), ReadChild(record[(3 + ChildBytes)..]))
        {
            Hash = stored.Hash,
            Offset = stored.Offset,
            IsHashed = true,
            Round = _round,
        };
    }

    private static Stored ReadChild(ReadOnlySpan<byte> record) => new(
        new Digest(record.Slice(1 + sizeof(long), Digest.Bytes)), BinaryPrimitives.ReadInt64BigEndian(record[1..]),
        record[0] == LeafRecord);

    private void ReadWhole(long offset, Span<byte> into)
    {
        if (_file.Read(offset, into) != into.Length)
        {
            throw new EndOfStreamException("The audit's own state file is cut short.");
        }
    }
}
