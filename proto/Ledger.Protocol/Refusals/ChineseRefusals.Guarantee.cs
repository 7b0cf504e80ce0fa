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
        (RefusalCode.ReleaseNotDue, new(
            "受益人因未中标、签约、终止、撤回、不同意延期或放弃索赔而解除保函（实施条例第三十一条、第三十五条、第五十七条；DOMAIN §2）。",
            "请先记录标段的进程，或给出成立的理由。")),
        (RefusalCode.ClaimNotDue, new(
            "不予退还保证金仅限于法定情形（实施条例第三十五条、第七十四条；电子招标投标办法第三十一条）。",
            "请以成立的理由索赔，或解除保函。")),
        (RefusalCode.BadExtension, new(
            "“展期或付款”的要求写明更晚的到期日，答复不得短于该日（URDG 758 第23条）。",
            "请写明更晚的到期日，或付款，或拒绝索赔。")),
        (RefusalCode.ExaminationOver, new(
            "出具机构在审核期内拒绝，否则付款（URDG 758 第20条、第24条；DOMAIN §2）。",
            "请支付索赔。")),
        (RefusalCode.VersionNumber, new(
            "保函的版本连续编号（DOMAIN §2）。",
            "请查看保函，并把版本号加一。")),
        (RefusalCode.AmendmentReduces, new(
            "保函不可撤销：只能提高金额或延长期限（独立保函规定第四条；DOMAIN §2）。",
            "请提高金额或延长期限，且两者都不得减少。")),
        (RefusalCode.NotToBeEndorsed, new(
            "密文保函在揭示之后批改一次（DOMAIN §2：已开标，待批改）。",
            "无需处理：文件有效。")),
        (RefusalCode.SuspensionStands, new(
            "止付因法院裁定解除，或在规定天数内未起诉而终止（独立保函规定第十六条）。",
            "请出示法院裁定，或等满消息写明的天数。")),
        (RefusalCode.FormNotAccepted, new(
            "标段写明接受的保函形式（DOMAIN §1）。",
            "其他形式的保函不计；请在截止时间之前更换。")),
        (RefusalCode.LegalNatureUnfit, new(
            "银行和非银行金融机构开立独立保函；担保公司的为从属性保证（独立保函规定第一条）。",
            "请在开立之前改正形式或性质。")),
        (RefusalCode.NotEndorsed, new(
            "密文保函恢复之后，一个保函号有两份文件（DOMAIN §2：批改）。",
            "请出具机构批改保函。")),
        (RefusalCode.BondMissing, new(
            "未提交保证金的投标被否决（实施条例第二十六条；七部委30号令第三十七条）。",
            "请核对投标人是否以现金缴纳。")),
        (RefusalCode.ConsortiumConflict, new(
            "联合体成员不得在同一标段再单独投标或参加其他联合体（实施条例第三十七条；30号令第四十五条）。",
            "由评标委员会认定；相关投标均无效。")),
        (RefusalCode.NotSignedByApplicant, new(
            "保函条款须由投标人本人签名，且所用证书在开立时已登记并有效，保函方可算作该投标人的（投保合同签订，DOMAIN §2；docs/spec/guarantee.md）。",
            "担保机构应按投标人签名的条款开立；他人开立的保函不能算作该投标人的保函。")),
        (RefusalCode.BadMailboxCard, new(
            "出具机构名片须写明可加密投递的信箱：地址、本链算法的有效加密公钥、至多16个节点（docs/spec/orders.md）。",
            "请发布受理台生成的名片：`ledger desk card publish`。")),
        (RefusalCode.BadCoverTiers, new(
            "密文保函的金额档为1至32个且递增，到期档每1、2、3、4、6或12个月一次（DOMAIN §2：分档金额；docs/spec/orders.md）。",
            "请按消息改正档位。")),
        (RefusalCode.CardMissing, new(
            "只能撤回链上现有的名片（docs/spec/orders.md）。",
            "无需处理：投标人已查不到该出具机构。")),
        (RefusalCode.SuspensionSpent, new(
            "一份裁定只能中止支付一次，一份保函最多中止支付 16 次（独立保函规定第十六条；docs/spec/guarantee.md）。",
            "请写明法院的新裁定；没有新裁定的，请付款或者拒付。")),
    ];
}
