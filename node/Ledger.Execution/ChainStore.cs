using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>Blocks and the places of transactions as a node keeps them. Reads are safe for use by several threads.</summary>
public sealed class ChainStore
{
    // The newest blocks are asked for again and again: by everyone who waits for a receipt in them, and as the anchors of proofs.
    private static readonly byte[] HeadKey = "chain/head"u8.ToArray();
    private static readonly byte[] ValidatorsPrefix = "chain/validators/"u8.ToArray();
    private static readonly byte[] LinkPrefix = "chain/link/"u8.ToArray();
    private static readonly byte[] TimeProofPrefix = "chain/time_proof/"u8.ToArray();
    private static readonly byte[] OldestKey = "chain/oldest"u8.ToArray();
    private const ulong FilledAtOnce = 4_096;
    private readonly NewestKept<Block> _recent = new(64);
    private readonly IStore _store;

    /// <summary>Reads what a store holds of a chain.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public ChainStore(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        Oldest = store.Get(StoreTable.Meta, OldestKey) switch
        {
            null => 1,
            { Length: sizeof(ulong) } bytes => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            _ => throw Corrupt("The record of the oldest kept block cannot be read"),
        };
    }

    /// <summary>
    /// The height from which on every block is kept, 1 on an archive. Block 0 is always there, and of the lower ones their places in the
    /// history of headers, and the validator sets.
    /// </summary>
    public ulong Oldest { get; }

    /// <summary>Whether the store holds a chain.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public bool HasHead => _store.Get(StoreTable.Meta, HeadKey) is not null;

    /// <summary>Says that the blocks below are not kept, to whoever opens the store next.</summary>
    public static void PutOldest(WriteSet write, ulong height)
    {
        ArgumentNullException.ThrowIfNull(write);
        write.Put(StoreTable.Meta, OldestKey, HeightKey(height));
    }

    /// <summary>
    /// Height of the newest certificate that a batch up to a height carried and that counted; null where the height is none at which that
    /// is kept (<see cref="ExecutionOptions.SnapshotEvery"/>).
    /// </summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public ulong? ReadTimeProof(ulong height) =>
        _store.Get(StoreTable.Meta, [.. TimeProofPrefix, .. HeightKey(height)]) is { Length: sizeof(ulong) } bytes
            ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : null;

    /// <summary>Keys of the blocks below a height, but for block 0, and of the places of transactions in them.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public IEnumerable<(StoreTable Table, byte[] Key)> KeysBelow(ulong height)
    {
        foreach (var (key, _) in _store.Scan(StoreTable.Blocks, HeightKey(1), HeightKey(height)))
        {
            yield return (StoreTable.Blocks, key);
        }

        foreach (var (key, place) in _store.Scan(StoreTable.Transactions, default, default))
        {
            if (BinaryPrimitives.ReadUInt64BigEndian(place) < height)
            {
                yield return (StoreTable.Transactions, key);
            }
        }
    }

    /// <summary>
    /// How the changes of the validator set above a height were made, oldest first: the header of each, and the set after it with its way
    /// up to the state root. Without certificates, which are kept apart.
    /// </summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public IEnumerable<(ulong Height, ValidatorLink Link)> ReadLinks(ulong above)
    {
        foreach (var (key, value) in _store.Scan(StoreTable.Meta, LinkKey(above + 1), LinkKey(ulong.MaxValue)))
        {
            yield return (BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(LinkPrefix.Length)), ValidatorLink.Parser.ParseFrom(value));
        }
    }

    /// <summary>Adds how a change of the validator set was made, which a block made that may not be kept.</summary>
    public static void PutLink(WriteSet write, ulong height, ValidatorLink link)
    {
        ArgumentNullException.ThrowIfNull(write);
        write.Put(StoreTable.Meta, LinkKey(height), link.ToByteArray());
    }

    /// <summary>The validator sets that this chain has had, in no order.</summary>
    internal IEnumerable<ValidatorSet> ReadValidators() =>
        _store.Scan(StoreTable.Meta, ValidatorsPrefix, (byte[])[.. ValidatorsPrefix[..^1], (byte)(ValidatorsPrefix[^1] + 1)])
            .Select(entry => ValidatorSet.Parser.ParseFrom(entry.Value));

    /// <summary>The block of a height, or null where this node has none. Not to be changed: others read it too.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public Block? GetBlock(ulong height)
    {
        if (_recent.Find(height) is { } recent)
        {
            return recent;
        }

        var bytes = _store.Get(StoreTable.Blocks, HeightKey(height));
        try
        {
            return bytes is null ? null : Block.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Corrupt($"Block {height} cannot be read", e);
        }
    }

    /// <summary>The header of a height, or null where this node has none.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public BlockHeader? GetHeader(ulong height)
    {
        if (GetBlock(height) is not { } block)
        {
            return null;
        }

        return BlockHeader.TryDecode(block.Header.Span, out var header) && header.Height == height
            ? header
            : throw Corrupt($"The header of block {height} cannot be read");
    }

    /// <summary>Where a transaction landed first, or null where it never did.</summary>
    public (ulong Height, int Index)? FindTransaction(Digest id)
    {
        var place = _store.Get(StoreTable.Transactions, id.ToArray());
        return place is null
            ? null
            : (BinaryPrimitives.ReadUInt64BigEndian(place), (int)BinaryPrimitives.ReadUInt32BigEndian(place.AsSpan(8)));
    }

    /// <summary>
    /// The validator set of this hash, of any height whatever of the state is still kept; null where this chain had none such.
    /// </summary>
    /// <exception cref="StorageException">The store failed.</exception>
    internal ValidatorSet? FindValidators(Digest hash) =>
        _store.Get(StoreTable.Meta, [.. ValidatorsPrefix, .. hash.ToArray()]) is { } bytes ? ValidatorSet.Parser.ParseFrom(bytes) : null;

    /// <summary>The root of a full subtree of the history of headers (<see cref="HistoryTree"/>).</summary>
    /// <exception cref="StorageException">It is missing or damaged, or the store failed.</exception>
    public Digest HistoryNode(int level, ulong index) =>
        _store.Get(StoreTable.HeaderHistory, HistoryKey(level, index)) is { Length: Digest.Bytes } bytes
            ? new Digest(bytes)
            : throw Corrupt($"The history of headers lacks the subtree {index} of level {level}");

    /// <summary>Makes the history's subtrees from the headers where a version wrote them that kept none.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    internal void FillHistory(IHasher hasher, ulong head)
    {
        if (_store.Get(StoreTable.HeaderHistory, HistoryKey(0, head)) is not null)
        {
            return;
        }

        var history = MerkleFrontier.Empty;
        var write = new WriteSet();
        for (ulong height = 0; height <= head; height++)
        {
            var block = GetBlock(height) ?? throw Corrupt($"Block {height} is missing");
            var hash = BlockHeader.Hash(hasher, block.Header.Span);
            history = history.Append(hasher, MerkleTree.LeafHash(hasher, hash.ToArray()));
            PutHistory(write, history);
            if (history.Size % FilledAtOnce == 0 || height == head)
            {
                _store.Write(write, durable: false); // in order, so what a crash leaves off is seen by the last
                write = new WriteSet();
            }
        }
    }

    internal (ulong Height, ulong TimeProofHeight, MerkleFrontier History)? ReadHead()
    {
        if (_store.Get(StoreTable.Meta, HeadKey) is not { } bytes)
        {
            return null;
        }

        return bytes.Length >= 16 && MerkleFrontier.TryDecode(bytes.AsSpan(16), out var history)
            ? (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8)), history)
            : throw Corrupt("The record of the chain's head cannot be read");
    }

    /// <summary>Adds a block to what will be written, and returns it as it will be stored.</summary>
    internal static Block Write(WriteSet write, ExecutedBlock block, ulong snapshotEvery)
    {
        var head = block.Head;
        if (head.Height % snapshotEvery == 0)
        {
            PutTimeProof(write, head.Height, head.TimeProofHeight);
        }

        var stored = new Block
        {
            Header = UnsafeByteOperations.UnsafeWrap(block.HeaderBytes),
            Batch = UnsafeByteOperations.UnsafeWrap(block.Batch),
        };
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var executed = block.Transactions[i];
            stored.Receipts.Add(UnsafeByteOperations.UnsafeWrap(executed.ReceiptBytes));
            if (executed.Receipt.Landed)
            {
                PutPlace(write, executed.Transaction!.Id, head.Height, i);
            }
        }

        PutBlock(write, head.Height, stored);
        PutHead(write, head);
        PutHistory(write, head.History);
        if (head.ChangesValidators || head.Height == 0)
        {
            PutValidators(write, head.NextValidators);
        }

        return stored;
    }

    /// <summary>Keeps a block at hand that has been written.</summary>
    internal void Remember(ulong height, Block block) => _recent.Keep(height, block);

    internal static void PutBlock(WriteSet write, ulong height, Block block) =>
        write.Put(StoreTable.Blocks, HeightKey(height), block.ToByteArray());

    internal static void PutHead(WriteSet write, ChainHead head) => write.Put(StoreTable.Meta, HeadKey, EncodeHead(head));

    internal static void PutPlace(WriteSet write, Digest id, ulong height, int index) =>
        write.Put(StoreTable.Transactions, id.ToArray(), Place(height, index));

    internal static void PutTimeProof(WriteSet write, ulong height, ulong timeProofHeight) =>
        write.Put(StoreTable.Meta, [.. TimeProofPrefix, .. HeightKey(height)], HeightKey(timeProofHeight));

    internal static void PutValidators(WriteSet write, ValidatorRoster roster) =>
        write.Put(StoreTable.Meta, [.. ValidatorsPrefix, .. roster.Hash.ToArray()], roster.Set.ToByteArray());

    internal static void PutHistoryLeaf(WriteSet write, ulong index, ReadOnlySpan<byte> leaf) =>
        write.Put(StoreTable.HeaderHistory, HistoryKey(0, index), leaf.ToArray());

    internal static void PutHistory(WriteSet write, MerkleFrontier history)
    {
        for (var level = 0; level < history.Completed.Count; level++)
        {
            write.Put(
                StoreTable.HeaderHistory, HistoryKey(level, (history.Size - 1) >> level), history.Completed[level].ToArray());
        }
    }

    private static byte[] LinkKey(ulong height) => [.. LinkPrefix, .. HeightKey(height)];

    private static byte[] HistoryKey(int level, ulong index)
    {
        var key = new byte[9];
        key[0] = (byte)level;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), index);
        return key;
    }

    private static byte[] EncodeHead(ChainHead head)
    {
        var history = head.History.Encode();
        var bytes = new byte[16 + history.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, head.Height);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), head.TimeProofHeight);
        history.CopyTo(bytes.AsSpan(16));
        return bytes;
    }

    private static byte[] Place(ulong height, int index)
    {
        var place = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(place, height);
        BinaryPrimitives.WriteUInt32BigEndian(place.AsSpan(8), (uint)index);
        return place;
    }

    private static byte[] HeightKey(ulong height)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, height);
        return key;
    }

    private static StorageException Corrupt(string what, Exception? inner = null) =>
        new(
            StorageError.Corrupt,
            $"{what}: the data directory is damaged. Stop, move it away, keep the vote lock beside it, and let the node catch up from " +
            $"the others.",
            inner);
}
