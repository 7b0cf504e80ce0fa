using Ledger.Exchange.Shapes;
using Ledger.Protocol.V1;
using static Ledger.Exchange.ElementSource;

namespace Ledger.Exchange.Elements;

/// <summary>Elements of a surrender.</summary>
internal static class SurrenderElements
{
    internal static readonly ExchangeElement Initiator = new(
        "SURRENDER_INITIATOR", "退保发起方", LiveInterface, new NamedValueShape<SurrenderInitiator>());
    internal static readonly ExchangeElement Cause = new("SURRENDER_REASON", "退保原因", LiveInterface, new NamedValueShape<SurrenderCause>());
    internal static readonly ExchangeElement Audit = new(
        "SURRENDER_AUDIT", "退保审核结果", LiveInterface, new NamedValueShape<SurrenderAudit>());
    internal static readonly ExchangeElement RefundDigest = new("REFUND_PROOF_DIGEST", "退费凭证摘要", LiveInterface, SharedShapes.Hash);
    internal static readonly ExchangeElement Surrender = new(
        "SURRENDER", "退保", LiveInterface, new GroupShape(() => SurrenderRecord.Map.Uses));

    internal static IReadOnlyList<ExchangeElement> All => [Surrender, Initiator, Cause, Audit, RefundDigest];
}
