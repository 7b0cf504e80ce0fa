namespace Ledger.Protocol;

// Refusals of the Evidence contract: 8xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] EvidenceRefusals =>
    [
        new(RefusalCode.SessionTimes, RefusalKind.WrongState,
            "A session is opened, then finished, then recorded once the day is over (DOMAIN §2 and §3: nothing tells of acts while " +
            "they matter).",
            "Correct the times; record a day after its end in China Standard Time.",
            new("会话先开启，再结束，当日过后才记录（DOMAIN §2、§3：行为尚有意义时不泄露）。",
                "请改正时间；北京时间当日结束之后再记录。"),
            Transient: true),
        new(RefusalCode.SessionConflict, RefusalKind.Exists,
            "A session stands once in its centre's books; a day is recorded once, days only go up, and no record changes (DOMAIN " +
            "§3: single use).",
            "Nothing: the first record stands. Put what it lacks into the next day's book; take a fresh salt for every session.",
            new("会话在中心的会话簿中只出现一次；每日只记录一次，日期只增不减，记录永不更改（DOMAIN §3：一次性使用）。",
                "无需处理：以第一次记录为准。遗漏的会话请放入次日的会话簿；每个会话请用新的盐值。")),
        new(RefusalCode.NotABlockOfBefore, RefusalKind.Invalid,
            "An auditor cosigns a block of this chain that was final before it did (DESIGN §2).",
            "Take the header from the archive or the node that was verified, of a height below the newest.",
            new("审计机构会签的是本链上此前已终局的区块（DESIGN §2）。",
                "请从已核验的归档或节点取区块头，高度须低于最新高度。")),
        new(RefusalCode.CosignatureExists, RefusalKind.Exists,
            "An auditor cosigns a height once, and nothing of it changes (DESIGN §2).",
            "Nothing: the first cosignature stands. Audit up to a later height and cosign that.",
            new("同一审计机构对同一高度只会签一次，且永不更改（DESIGN §2）。",
                "无需处理：以第一次会签为准。可审计至更高的高度后再会签。")),
    ];
}
