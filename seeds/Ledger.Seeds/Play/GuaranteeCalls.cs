using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The calls of a guarantee's life.</summary>
internal sealed class GuaranteeCalls(ConsortiumSeed consortium, RecordSealer sealer)
{
    private const int OpenedMax = 64; // of one Guarantee.Open
    private const string ForfeitureClause = "投标人须知 3.4.4";

    internal IEnumerable<GuaranteeCall> Build(RecordAction action, IReadOnlyList<OpenedGuarantee> opened) => action.Kind switch
    {
        RecordActionKind.IssueGuarantees => [new() { Issue = new() { Guarantees = { sealer.SealEach(action.Slots) } } }],
        RecordActionKind.SurrenderGuarantees => action.Slots.Select(slot => new GuaranteeCall { Surrender = Surrender(slot) }),
        RecordActionKind.RevealGuarantees => opened.Chunk(OpenedMax)
            .Select(chunk => new GuaranteeCall { Open = new() { SectionCode = action.Sections[0].Code, Guarantees = { chunk } } }),
        _ => action.Guarantees.Select(guarantee => Build(action, guarantee)),
    };

    private GuaranteeCall Build(RecordAction action, GuaranteePlan guarantee)
    {
        var id = guarantee.IdFrom(consortium.Seed);
        return action.Kind switch
        {
            RecordActionKind.EndorseGuarantees =>
                new() { Endorse = new() { GuaranteeId = id, DocumentDigest = Document("endorsement", guarantee) } },
            RecordActionKind.AmendGuarantees => new() { Amend = Amend(id, guarantee) },
            RecordActionKind.ReleaseGuarantees => new() { Release = new() { GuaranteeId = id, Reason = ReasonOf(guarantee) } },
            RecordActionKind.ClaimGuarantee => new() { Claim = Claim(id, guarantee) },
            RecordActionKind.SuspendPayment =>
                new() { Suspend = new() { GuaranteeId = id, OrderDigest = Document("court-order", guarantee) } },
            RecordActionKind.FileSuit => new()
            {
                Suspend = new()
                {
                    GuaranteeId = id,
                    OrderDigest = Document("court-order", guarantee),
                    SuitDigest = Document("suit", guarantee),
                },
            },
            RecordActionKind.ResumePayment => new() { Resume = Resume(id, guarantee) },
            RecordActionKind.PayClaim => new() { Pay = new() { GuaranteeId = id, AmountFen = guarantee.AmountFen } },
            RecordActionKind.RefuseClaim =>
                new() { Refuse = new() { GuaranteeId = id, Discrepancies = { "索赔书未附招标人出具的违约说明", "索赔书签章与受益人名称不符" } } },
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "The action is not about guarantees."),
        };
    }

    private SurrenderGuarantee Surrender(IssueSlot slot) => new()
    {
        GuaranteeId = slot.GuaranteeId,
        AttestationDigest = ByteString.CopyFrom(
            SeededBytes.Derive(consortium.Seed, $"attestation/{Convert.ToHexStringLower(slot.GuaranteeId.Span)}")),
    };

    private AmendGuarantee Amend(ByteString id, GuaranteePlan guarantee) => new()
    {
        GuaranteeId = id,
        AmountFen = guarantee.AmountFen,
        ValidUntil = guarantee.AmendedUntil!.Value.ToUnixTimeMilliseconds(),
        DocumentDigest = Document("amended-document", guarantee),
        RequestDigest = Document("amendment-request", guarantee),
    };

    private ClaimGuarantee Claim(ByteString id, GuaranteePlan guarantee) => new()
    {
        GuaranteeId = id,
        AmountFen = guarantee.AmountFen,
        Reason = guarantee.ClaimReason,
        Clause = guarantee.ClaimReason == ClaimReason.OtherInDocument ? ForfeitureClause : string.Empty,
        EvidenceDigest = Document("evidence", guarantee),
        StatementDigest = Document("statement", guarantee),
        ExtendUntil = guarantee.IsExtendOrPay ? guarantee.AmendedUntil!.Value.ToUnixTimeMilliseconds() : 0,
    };

    private ResumePayment Resume(ByteString id, GuaranteePlan guarantee) => new()
    {
        GuaranteeId = id,
        OrderDigest = guarantee.Stop == PaymentStop.LiftedByCourt ? Document("lifting-order", guarantee) : ByteString.Empty,
    };

    private static ReleaseReason ReasonOf(GuaranteePlan guarantee) => guarantee.Ending switch
    {
        GuaranteeEnding.NotAwarded => ReleaseReason.NotAwarded,
        GuaranteeEnding.ContractSigned => ReleaseReason.ContractSigned,
        GuaranteeEnding.NotDecrypted => ReleaseReason.WithdrawnByDecryptionFailure,
        GuaranteeEnding.ExtensionRefused => ReleaseReason.ExtensionRefused,
        GuaranteeEnding.Refused => ReleaseReason.ClaimAbandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(guarantee), guarantee.Ending, "The guarantee is not released."),
    };

    private ByteString Document(string name, GuaranteePlan guarantee) =>
        ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, name, guarantee.Index));
}
