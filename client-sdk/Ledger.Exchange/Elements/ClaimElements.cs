using Ledger.Exchange.Shapes;
using Ledger.Protocol.V1;
using static Ledger.Exchange.ElementSource;

namespace Ledger.Exchange.Elements;

/// <summary>Elements of claims, replies to them, and releases.</summary>
internal static class ClaimElements
{
    internal static readonly ExchangeElement GuaranteeId = new(
        "GUARANTEE_ID",
        "链上保函标识",
        Ours,
        SharedShapes.GuaranteeId,
        "Guarantee.guarantee_id",
        "ClaimGuarantee.guarantee_id",
        "PayClaim.guarantee_id",
        "RefuseClaim.guarantee_id",
        "ReleaseGuarantee.guarantee_id");
    internal static readonly ExchangeElement Amount = new(
        "CLAIM_AMOUNT", "索赔金额", Ours, SharedShapes.Amount, "ClaimGuarantee.amount_fen", "Claim.amount_fen");
    internal static readonly ExchangeElement Reason = new(
        "CLAIM_REASON", "索赔理由", Ours, new NamedValueShape<ClaimReason>(), "ClaimGuarantee.reason", "Claim.reason");
    internal static readonly ExchangeElement Clause = new(
        "CLAIM_CLAUSE", "所依据的招标文件条款号", Ours, new TextShape(ExchangeLimits.ClauseCharsMax), "ClaimGuarantee.clause", "Claim.clause");
    internal static readonly ExchangeElement EvidenceDigest = new(
        "EVIDENCE_DIGEST", "索赔证据摘要", Ours, SharedShapes.Hash, "ClaimGuarantee.evidence_digest", "Claim.evidence_digest");
    internal static readonly ExchangeElement StatementDigest = new(
        "STATEMENT_DIGEST", "违约声明摘要", Ours, SharedShapes.Hash, "ClaimGuarantee.statement_digest", "Claim.statement_digest");
    internal static readonly ExchangeElement ExtendTime = new(
        "EXTEND_TIME", "要求展期至（展期或付款）", Ours, SharedShapes.Time, "ClaimGuarantee.extend_until", "Claim.extend_until");
    internal static readonly ExchangeElement ClaimTime = new("CLAIM_TIME", "索赔时间", Ours, SharedShapes.Time, "Claim.claimed_at");
    internal static readonly ExchangeElement AnswerTime = new("ANSWER_TIME", "答复期限", Ours, SharedShapes.Time, "Claim.answer_until");

    internal static readonly ExchangeElement ReplyStatus = new("REPLY_STATUS", "理赔结果", Ours, new NamedValueShape<ClaimReplyStatus>());
    internal static readonly ExchangeElement PaidAmount = new(
        "PAID_AMOUNT", "赔付金额", Ours, SharedShapes.Amount, "PayClaim.amount_fen", "Guarantee.paid_fen");
    internal static readonly ExchangeElement Discrepancies = new(
        "DISCREPANCIES",
        "不符点",
        Ours,
        new ListShape(new TextShape(ExchangeLimits.DiscrepancyCharsMax), ExchangeLimits.DiscrepanciesMax),
        "RefuseClaim.discrepancies",
        "Claim.discrepancies");

    internal static readonly ExchangeElement ReleaseReason = new(
        "RELEASE_REASON", "解除理由", Ours, new NamedValueShape<ReleaseReason>(), "ReleaseGuarantee.reason", "Guarantee.release_reason");
    internal static readonly ExchangeElement ReleaseTime = new("RELEASE_TIME", "解除时间", Ours, SharedShapes.Time, "Guarantee.ended_at");

    internal static readonly ExchangeElement Claim = new("CLAIM", "索赔", Ours, new GroupShape(() => ClaimDocument.Map.Uses));
    internal static readonly ExchangeElement Reply = new("CLAIM_REPLY", "索赔答复", Ours, new GroupShape(() => ClaimReplyDocument.Map.Uses));
    internal static readonly ExchangeElement Release = new("RELEASE", "解除", Ours, new GroupShape(() => ReleaseDocument.Map.Uses));

    internal static IReadOnlyList<ExchangeElement> All =>
    [
        GuaranteeId, Claim, Amount, Reason, Clause, EvidenceDigest, StatementDigest, ExtendTime, ClaimTime, AnswerTime, Reply, ReplyStatus,
        PaidAmount, Discrepancies, Release, ReleaseReason, ReleaseTime,
    ];
}
