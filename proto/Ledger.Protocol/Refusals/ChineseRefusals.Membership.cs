namespace Ledger.Protocol;

// Refusals of the Membership contract: 3xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] MembershipRefusals =>
    [
        (RefusalCode.ProposalExists, new(
            "提案标识为 16 个新的随机字节（docs/spec/storage-keys.md）。",
            "请用新的标识重新提案。")),
        (RefusalCode.UnknownProposal, new(
            "表决须指明状态中已有的提案（DESIGN §2）。",
            "请核对提案标识。")),
        (RefusalCode.ProposalClosed, new(
            "表决在提案生效、被否决或区块时间超过截止时间之前有效（DESIGN §2）。",
            "请重新提出该变更。")),
        (RefusalCode.AlreadyVoted, new(
            "一个成员对一个提案只表决一次（DESIGN §2）。",
            "无需处理：以第一次表决为准。")),
        (RefusalCode.BadProposal, new(
            "所提变更须格式正确，并与当前的成员情况相符（DESIGN §2、§4）。",
            "请按消息改正后重新提案。")),
        (RefusalCode.NoValidatorsLeft, new(
            "链上至少保留一个验证节点（DESIGN §2）。",
            "请先接纳另一个验证节点。")),
        (RefusalCode.PowerStepTooLarge, new(
            "一次变更增减的票数须少于较大一方验证节点集合总票数的三分之一（DESIGN §2；docs/spec/finality.md）。",
            "请分几次提出较小的变更，逐次进行。")),
        (RefusalCode.ValidatorsChanged, new(
            "一个区块只变更一次验证节点集合，使每一步都有自己的法定人数证书而最终确定（DESIGN §2；docs/spec/finality.md）。",
            "请在该区块最终确定之后，用新的交易重新表决。")),
    ];
}
