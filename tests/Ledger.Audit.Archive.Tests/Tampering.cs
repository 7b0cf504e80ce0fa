using Google.Protobuf;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Audit.Archive.Tests;

/// <summary>What somebody may do to an archive, and to a chain.</summary>
internal static class Tampering
{
    private const int Last = 7;
    private static readonly GenesisFile Genesis = TestChain.Genesis;

    /// <summary>Each with its name as the table of docs/spec/archive.md has it.</summary>
    internal static IReadOnlyList<(string Name, Action<List<GetBlockResponse>> Do)> All { get; } =
    [
        .. HeaderFields().Select(field => ($"header: {field.Name} changed", On(4, block => Rewrite(block, field.Change)))),
        ("header: a byte too many", On(4, block => block.Block.Header = Join(block.Block.Header, [0]))),
        ("certificate: a vote's signature changed", On(4, block => Flip(block.Certificate.Votes[0]))),
        ("certificate: a vote's time changed", On(4, block => block.Certificate.Votes[0].Time++)),
        ("certificate: a vote left out", On(4, block => block.Certificate.Votes.RemoveAt(0))),
        ("certificate: a vote twice", On(4, block => block.Certificate.Votes.Insert(0, block.Certificate.Votes[0]))),
        ("certificate: of another block", blocks => blocks[3].Certificate = blocks[5].Certificate),
        (
            "certificate of the block that changes the validators left out",
            On(ArchivedChain.ChangingBlock, block => block.Certificate = null)
        ),
        ("certificate of any other block left out", On(4, block => block.Certificate = null)),
        ("a block left out", blocks => blocks.RemoveAt(3)),
        ("two blocks swapped", blocks => (blocks[3], blocks[4]) = (blocks[4], blocks[3])),
        ("a block twice", blocks => blocks.Insert(4, blocks[3].Clone())),
        ("the newest blocks cut off above one without a certificate", blocks => blocks.RemoveRange(5, 2)),
        ("the newest blocks cut off above a certified one", blocks => blocks.RemoveRange(4, 3)),
        ("blocks of another chain at the end", blocks => blocks[6] = OfAnotherChain(blocks[6])),
        ("batch: a transaction changed", On(4, block => EditBatch(block, batch => batch.Transactions[0] = Flipped(batch.Transactions[0])))),
        ("batch: a transaction left out", On(5, block => EditBatch(block, batch => batch.Transactions.RemoveAt(1)))),
        ("batch: transactions swapped", On(5, block => EditBatch(block, batch => Swap(batch.Transactions)))),
        ("batch: a transaction added", On(4, block => EditBatch(block, batch => batch.Transactions.Add(Transaction())))),
        ("batch: another time proof", On(2, block => EditBatch(block, batch => batch.TimeProof.Votes[0].Time++))),
        ("batch: its signature changed", On(4, block => EditSignature(block, Flipped))),
        ("batch: cut short", On(4, block => block.Block.Batch = ByteString.CopyFrom(block.Block.Batch.Span[..^1]))),
        ("receipt: changed", On(4, block => block.Block.Receipts[0] = Flipped(block.Block.Receipts[0]))),
        ("receipt: left out", On(5, block => block.Block.Receipts.RemoveAt(1))),
        ("receipts swapped", On(5, block => Swap(block.Block.Receipts))),
        ("receipt: added", On(4, block => block.Block.Receipts.Add(block.Block.Receipts[0]))),
        ("by a quorum: a transaction with a signature that does not verify", OnLast(block => EditBatch(
            block, batch => batch.Transactions[0] = Flipped(batch.Transactions[0]), signed: true))),
        ("by a quorum: a good transaction refused as badly signed", OnLast(block => block.Block.Receipts[1] =
            new Receipt { Code = (uint)RefusalCode.BadSignature, Detail = "no" }.ToByteString())),
        ("by a quorum: a receipt that the rules do not give", OnLast(block => EditReceipt(block, receipt => receipt.Events.Clear()))),
        ("by a quorum: a receipt too many", OnLast(block => block.Block.Receipts.Add(block.Block.Receipts[0]))),
        ("by a quorum: another state", OnLast(block => Rewrite(block, header => header with { StateRoot = TestChain.HashOf(5) }))),
        ("by a quorum: another time", OnLast(block => Rewrite(block, header => header with { Time = header.Time + 1 }))),
    ];

    private static IEnumerable<(string Name, Func<BlockHeader, BlockHeader> Change)> HeaderFields() =>
    [
        ("chain id", header => header with { ChainId = TestChain.HashOf(1) }),
        ("height", header => header with { Height = header.Height + 1 }),
        ("time", header => header with { Time = header.Time + 1 }),
        ("previous hash", header => header with { Previous = TestChain.HashOf(1) }),
        ("transactions root", header => header with { TransactionsRoot = TestChain.HashOf(1) }),
        ("receipts root", header => header with { ReceiptsRoot = TestChain.HashOf(1) }),
        ("state root", header => header with { StateRoot = TestChain.HashOf(1) }),
        ("history root", header => header with { HistoryRoot = TestChain.HashOf(1) }),
        ("validators hash", header => header with { ValidatorsHash = TestChain.HashOf(1) }),
        ("proposer", header => header with { Proposer = TestChain.HashOf(1) }),
        ("rule version", header => header with { RuleVersion = header.RuleVersion + 1 }),
    ];

    private static Action<List<GetBlockResponse>> On(int height, Action<GetBlockResponse> change) => blocks => change(blocks[height - 1]);

    // More than two thirds of the votes lie together: header and certificate fit what they have made of the newest block.
    private static Action<List<GetBlockResponse>> OnLast(Action<GetBlockResponse> change) => blocks =>
    {
        var block = blocks[Last - 1];
        change(block);
        var batch = BatchBytes.TryRead(block.Block.Batch.Memory)!.Value.Batch;
        var read = TransactionReader.ReadAll(batch.Transactions, Genesis.Hasher, Genesis.ChainId, Genesis.Content.Limits);
        Rewrite(block, header => header with
        {
            TransactionsRoot = MerkleTree.Root(
                Genesis.Hasher, BlockRoots.TransactionLeaves(Genesis.Hasher, read.Select(one => one.Transaction))),
            ReceiptsRoot = Receipts.RootOf(block.Block, Genesis.Hasher),
        });
        block.Certificate = ArchivedChain.Certify(block.Block, Last);
    };

    private static void Rewrite(GetBlockResponse block, Func<BlockHeader, BlockHeader> change)
    {
        BlockHeader.TryDecode(block.Block.Header.Span, out var header);
        block.Block.Header = ByteString.CopyFrom(change(header!).Encode());
    }

    private static GetBlockResponse OfAnotherChain(GetBlockResponse block)
    {
        var other = block.Clone();
        Rewrite(other, header => header with { ChainId = TestChain.HashOf(9) });
        other.Certificate = ArchivedChain.Certify(other.Block, Last);
        return other;
    }

    private static void EditBatch(GetBlockResponse block, Action<Batch> change, bool signed = false)
    {
        var (outer, batch) = BatchBytes.TryRead(block.Block.Batch.Memory)!.Value;
        change(batch);
        BlockHeader.TryDecode(block.Block.Header.Span, out var header);
        block.Block.Batch = ByteString.CopyFrom(
            signed
                ? TestChain.Ordered(header!.Height, batch.ToByteArray())
                : BatchBytes.Ordered(batch.ToByteArray(), outer.Signature.Memory));
    }

    private static void EditSignature(GetBlockResponse block, Func<ByteString, ByteString> change)
    {
        var (outer, _) = BatchBytes.TryRead(block.Block.Batch.Memory)!.Value;
        block.Block.Batch = ByteString.CopyFrom(BatchBytes.Ordered(outer.Batch.Memory, change(outer.Signature).Memory));
    }

    private static void EditReceipt(GetBlockResponse block, Action<Receipt> change)
    {
        var receipt = Receipt.Parser.ParseFrom(block.Block.Receipts[0]);
        change(receipt);
        block.Block.Receipts[0] = receipt.ToByteString();
    }

    private static ByteString Transaction() => ByteString.CopyFrom(TestChain.Sign(TestChain.Body()));

    private static void Swap(IList<ByteString> list) => (list[0], list[1]) = (list[1], list[0]);

    private static void Flip(Vote vote) => vote.Signature = Flipped(vote.Signature);

    private static ByteString Flipped(ByteString bytes)
    {
        var flipped = bytes.ToByteArray();
        flipped[^1] ^= 1;
        return ByteString.CopyFrom(flipped);
    }

    private static ByteString Join(ByteString first, byte[] second) => ByteString.CopyFrom([.. first.Span, .. second]);
}
