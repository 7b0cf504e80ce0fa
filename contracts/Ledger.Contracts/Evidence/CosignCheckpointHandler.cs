using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// An auditor binds itself to a block and to its report on the chain up to there. The state keeps no blocks, so a header is held to what
/// any state can tell: the chain, that it lies behind, and that block time passed it. Whether it is the chain's block, everybody who has
/// the blocks can tell, and the audit's rules do (docs/adr/0045). The same again is passed over; nothing of a cosignature changes.
/// </summary>
internal static class CosignCheckpointHandler
{
    private const string Cosigned = "checkpoint.cosigned";

    internal static Refused Handle(CosignCheckpoint call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.Auditor, "CosignCheckpoint"),
            FieldRules.DigestBytes(call.ReportDigest.Length, "The report's digest"),
            FieldRules.Listed(call.Depth, "The depth"),
            CheckHeader(call.Header, context.Block, out var header)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var record = new Cosignature
        {
            Height = header!.Height,
            BlockHash = ByteString.CopyFrom(BlockHeader.Hash(context.Block.Hasher, call.Header.Span).ToArray()),
            HistoryRoot = ByteString.CopyFrom(header.HistoryRoot.ToArray()),
            ReportDigest = call.ReportDigest,
            Depth = call.Depth,
            CosignedAt = context.Time,
        };
        var key = EvidenceTables.CosignatureKey(context.Signer.Uscc, header.Height);
        if (EvidenceTables.Cosignatures.Read(context.State, key) is not { } known)
        {
            context.Record(EvidenceTables.Cosignatures, key, record, Cosigned);
            return Refused.No;
        }

        context.Announce(new StateFact(key, known.ToByteArray(), Cosigned));
        record.CosignedAt = known.CosignedAt;
        return known.Equals(record)
            ? Refused.No
            : new Refused(
                RefusalCode.CosignatureExists,
                $"The auditor cosigned height {known.Height} at {known.CosignedAt}, with another block, report or depth.");
    }

    private static Refused CheckHeader(ByteString encoded, BlockScope block, out BlockHeader? header) =>
        !BlockHeader.TryDecode(encoded.Span, out header)
            ? Bad($"The header's {encoded.Length} bytes are none; one has {BlockHeader.EncodedBytes}.")
        : header.ChainId != block.ChainId ? Bad($"The header is of chain {header.ChainId}, and this is {block.ChainId}.")
        : header.Height == 0 || header.Height >= block.Height
            ? Bad($"The header is of height {header.Height}; it must be 1 or more, and below this block's {block.Height}.")
        : header.Time > block.Time ? Bad($"The header's time is {header.Time}, and block time is {block.Time}.")
        : header.RuleVersion > block.RuleVersion
            ? Bad($"The header is of rule version {header.RuleVersion}, and the chain has come to {block.RuleVersion}.")
            : Refused.No;

    private static Refused Bad(string detail) => new(RefusalCode.NotABlockOfBefore, detail);
}
