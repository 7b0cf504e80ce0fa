using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts.Tests;

/// <summary>CosignCheckpoint: one row for each way allowed and each refusal.</summary>
internal static class CosignRows
{
    private const ulong Verified = 3;

    internal static IEnumerable<Row> All =>
    [
        Row("by an auditor", RefusalCode.None, w => w.Run(w.Auditor, Cosigning()), "checkpoint.cosigned"),
        Row("before the rules know it", RefusalCode.UnknownCall, w =>
        {
            w.RuleVersion = 2;
            return w.Run(w.Auditor, Cosigning());
        }),
        Row("by a regulator", RefusalCode.NotPermitted, w => w.Run(w.Regulator, Cosigning())),
        Row("by a bidder", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Cosigning())),
        Row("by an auditor that left", RefusalCode.NotPermitted, w => w.Run(w.Auditor with { Member = null }, Cosigning())),
        Row("a digest of 31", RefusalCode.BadDigest, w => w.Run(w.Auditor, Cosigning(c => c.ReportDigest = World.Blob(31)))),
        Row("without depth", RefusalCode.BadEnumeration, w => w.Run(w.Auditor, Cosigning(c => c.Depth = 0))),
        Row("of an unknown depth", RefusalCode.BadEnumeration, w => w.Run(w.Auditor, Cosigning(c => c.Depth = (AuditDepth)5))),
        Row("without header", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(c => c.Header = ByteString.Empty))),
        Row("of another chain", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(
            HeaderOf(Verified) with { ChainId = Digest.Zero }))),
        Row("of the block that it lands in", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(HeaderOf(w.Height + 1)))),
        Row("of genesis", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(HeaderOf(0)))),
        Row("of the block before", RefusalCode.None, w => w.Run(w.Auditor, Cosigning(HeaderOf(w.Height)))),
        Row("of later than block time", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(
            HeaderOf(Verified) with { Time = w.Time + 1 }))),
        Row("of newer rules than the chain's", RefusalCode.NotABlockOfBefore, w => w.Run(w.Auditor, Cosigning(
            HeaderOf(Verified) with { RuleVersion = 4 }))),
        Row("again", RefusalCode.None, w => Cosigned(w).Run(w.Auditor, Cosigning())),
        Row("again, of another block", RefusalCode.CosignatureExists, w => Cosigned(w).Run(w.Auditor, Cosigning(
            HeaderOf(Verified) with { StateRoot = Digest.Zero }))),
        Row("again, with another report", RefusalCode.CosignatureExists, w => Cosigned(w).Run(
            w.Auditor, Cosigning(c => c.ReportDigest = World.Blob(32, 9)))),
        Row("again, to another depth", RefusalCode.CosignatureExists, w => Cosigned(w).Run(
            w.Auditor, Cosigning(c => c.Depth = AuditDepth.Headers))),
        Row("again keeps its time", RefusalCode.None, w =>
        {
            Cosigned(w).Time += World.Day;
            w.MustRun(w.Auditor, Cosigning());
            var record = EvidenceTables.Cosignatures.Read(w.State, EvidenceTables.CosignatureKey(w.Auditor.Uscc, Verified))!;
            Assert.Equal((Verified, World.Start, World.Blob(32, 7)), (record.Height, record.CosignedAt, record.ReportDigest));
            Assert.Equal(HeaderOf(Verified).HistoryRoot, new Digest(record.HistoryRoot.Span));
            Assert.Equal(BlockHeader.Hash(World.Hasher, HeaderOf(Verified).Encode()), new Digest(record.BlockHash.Span));
            return Refused.No;
        }),
    ];

    internal static Call Cosigning() => Cosigning(_ => { });

    private static Call Cosigning(BlockHeader header) => Cosigning(c => c.Header = ByteString.CopyFrom(header.Encode()));

    private static Call Cosigning(Action<CosignCheckpoint> change)
    {
        var call = new CosignCheckpoint
        {
            Header = ByteString.CopyFrom(HeaderOf(Verified).Encode()),
            ReportDigest = World.Blob(32, 7),
            Depth = AuditDepth.Full,
        };
        change(call);
        return new Call { Evidence = new EvidenceCall { CosignCheckpoint = call } };
    }

    private static BlockHeader HeaderOf(ulong height)
    {
        var root = new Digest(World.Bytes(32, 4));
        return new BlockHeader(World.ChainId, height, World.Start, root, root, root, root, root, root, root, 1);
    }

    private static World Cosigned(World w)
    {
        w.MustRun(w.Auditor, Cosigning());
        return w;
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"cosign: {name}", "DESIGN §2; docs/adr/0045", expected, w =>
        {
            w.RuleVersion = 3;
            w.SkipTo(10);
            return act(w);
        }, @event);
}
