namespace Ledger.Protocol;

// Refusals of the Guarantee contract: 6xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] GuaranteeRefusals =>
    [
        (RefusalCode.GuaranteeExists, new(
            "保函标识为 16 个新的随机字节（DESIGN §8）。",
            "请用新的标识重新密封保函。")),
        (RefusalCode.UnknownGuarantee, new(
            "调用须指明状态中已有的保函（DOMAIN §2）。",
            "请核对保函标识。")),
        (RefusalCode.BadGuaranteeId, new(
            "保函标识为 16 个随机字节，因此不泄露任何信息（DESIGN §8）。",
            "请使用 16 个新的随机字节。")),
        (RefusalCode.BadSealedSize, new(
            "密封记录长度一律相同，因此无从区分（DESIGN §8；docs/spec/sealing.md）。",
            "请按 docs/spec/sealing.md 填充并密封。")),
        (RefusalCode.BadBatchSize, new(
            "密封保函按 1、2、4 … 64 份成批提交，不足的用诱饵填充（DESIGN §8；DOMAIN §2 泄密检查表）。",
            "请把批量填充到下一个 2 的幂。")),
        (RefusalCode.CommitmentMismatch, new(
            "揭示的内容须与开立时的承诺一致（DOMAIN §2，ISSUED_SEALED→REVEALED）。",
            "请按密封记录原样揭示盐值和条款。")),
        (RefusalCode.GuaranteeState, new(
            "保函只按其状态机变化（DOMAIN §2）。",
            "请查看保函的状态；消息中已写明。")),
        (RefusalCode.NotTheIssuer, new(
            "只有开立保函的担保机构才能就其办理（DOMAIN §2）。",
            "请由开立机构来调用。")),
        (RefusalCode.NotTheBeneficiary, new(
            "解除和索赔只属于受益人（独立保函规定第十一条；DOMAIN §2）。",
            "请由受益人即招标人来调用。")),
        (RefusalCode.SectionNotOpen, new(
            "开标之前不揭示任何保函，失败的标段永不揭示（招标投标法第二十二条、第二十八条；DOMAIN §2）。",
            "请先开标；失败的标段保持密封。")),
        (RefusalCode.TermsMismatch, new(
            "揭示的条款须属于本标段、其招标人和开立该保函的机构（DOMAIN §2 查验）。",
            "请在保函自己的标段下揭示；不符的保函不计。")),
        (RefusalCode.GuaranteeForBidderExists, new(
            "每个标段的每个投标人只有一份有效保函（DESIGN §6）。",
            "请只揭示其中一份；另一份由开立机构交回。")),
        (RefusalCode.GuaranteeExpired, new(
            "保函按区块时间在其期限届满时终止（独立保函规定第十一条；DOMAIN §2）。",
            "无需处理：保函已经终止。")),
        (RefusalCode.AmountExceedsBalance, new(
            "索赔和付款均不超过保函的余额（独立保函规定第三条；DOMAIN §2）。",
            "请把金额降到消息写明的数额以内。")),
        (RefusalCode.AmountBelowBond, new(
            "保函金额不低于标段的投标保证金（DOMAIN §2）。",
            "低于保证金的保函有瑕疵；请在截止时间之前补足。")),
        (RefusalCode.TermTooShort, new(
            "保证金有效期与投标有效期一致，自投标截止之日起算（实施条例第二十五条、第二十六条）。",
            "期限不足的保函有瑕疵；请延长期限。")),
        (RefusalCode.NoDiscrepancies, new(
            "索赔只能拒绝一次，并列明全部不符点（URDG 758 第24条；DOMAIN §2）。",
            "请列明每一个不符点。")),
        (RefusalCode.IssuedAfterOpening, new(
            "保证金须在投标截止时间前到位（实施条例第二十六条；DOMAIN §2，AWAIT_ISSUE→ISSUED_SEALED）。",
            "无需处理：此后开立的保函对本标段不计。")),
    ];
}
