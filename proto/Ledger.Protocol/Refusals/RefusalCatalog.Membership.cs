namespace Ledger.Protocol;

// Refusals of the Membership contract: 3xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] MembershipRefusals =>
    [
        new(RefusalCode.ProposalExists, RefusalKind.Exists,
            "A proposal id is 16 fresh random bytes (docs/spec/storage-keys.md).",
            "Propose again under a new id.",
            new("提案标识为 16 个新的随机字节（docs/spec/storage-keys.md）。",
                "请用新的标识重新提案。")),
        new(RefusalCode.UnknownProposal, RefusalKind.NotFound,
            "A vote names a proposal of the state (DESIGN §2).",
            "Check the proposal's id.",
            new("表决须指明状态中已有的提案（DESIGN §2）。",
                "请核对提案标识。")),
        new(RefusalCode.ProposalClosed, RefusalKind.WrongState,
            "Votes count until the proposal is enacted, rejected, or past its closing time in block time (DESIGN §2).",
            "Propose the change again.",
            new("表决在提案生效、被否决或区块时间超过截止时间之前有效（DESIGN §2）。",
                "请重新提出该变更。")),
        new(RefusalCode.AlreadyVoted, RefusalKind.Exists,
            "A member votes once on a proposal (DESIGN §2).",
            "Nothing: the first vote stands.",
            new("一个成员对一个提案只表决一次（DESIGN §2）。",
                "无需处理：以第一次表决为准。")),
        new(RefusalCode.BadProposal, RefusalKind.Invalid,
            "A proposed change is well formed and fits the present membership (DESIGN §2, §4).",
            "Correct the change as the message says and propose it again.",
            new("所提变更须格式正确，并与当前的成员情况相符（DESIGN §2、§4）。",
                "请按消息改正后重新提案。")),
        new(RefusalCode.NoValidatorsLeft, RefusalKind.WrongState,
            "A chain keeps at least one validator (DESIGN §2).",
            "Admit another validator first.",
            new("链上至少保留一个验证节点（DESIGN §2）。",
                "请先接纳另一个验证节点。")),
        new(RefusalCode.PowerStepTooLarge, RefusalKind.WrongState,
            "One change of the validator set adds and takes away less than a third of the larger set's votes (DESIGN §2; " +
            "docs/spec/finality.md).",
            "Propose several smaller changes, one after another.",
            new("一次变更增减的票数须少于较大一方验证节点集合总票数的三分之一（DESIGN §2；docs/spec/finality.md）。",
                "请分几次提出较小的变更，逐次进行。")),
        new(RefusalCode.ValidatorsChanged, RefusalKind.WrongState,
            "A block changes the validator set once, so that each step is final by a certificate of its own (DESIGN §2; " +
            "docs/spec/finality.md).",
            "Vote again in a new transaction, once this block is final.",
            new("一个区块只变更一次验证节点集合，使每一步都有自己的法定人数证书而最终确定（DESIGN §2；docs/spec/finality.md）。",
                "请在该区块最终确定之后，用新的交易重新表决。"),
            Transient: true),
        new(RefusalCode.ReceiptKeyTaken, RefusalKind.WrongState,
            "A node signs receipts for anyone who asks, so its receipt key is no key that votes, and no other node's " +
            "(DESIGN §2; docs/spec/finality.md).",
            "Make a key for receipts alone, and propose the change with it.",
            new("节点应任何人的要求签署回执，因此回执密钥不得是表决密钥，也不得与其他节点的相同（DESIGN §2；docs/spec/finality.md）。",
                "请生成一个只用于回执的密钥，用它重新提案。")),
    ];
}
