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
    ];
}
