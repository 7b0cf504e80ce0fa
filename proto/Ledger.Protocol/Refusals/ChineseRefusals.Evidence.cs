namespace Ledger.Protocol;

// Refusals of the Evidence contract: 8xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] EvidenceRefusals =>
    [
        (RefusalCode.SessionCount, new(
            "一个调用记录 1 至 256 个会话，每个承诺一次（DESIGN §11：每个列表都有上限）。",
            "请把会话分到几个调用里。")),
        (RefusalCode.SessionTimes, new(
            "会话先开启，再结束，然后才记录（DOMAIN §3）。",
            "请改正时间；会话结束之后才记录。")),
        (RefusalCode.SessionConflict, new(
            "会话只记录一次，记录永不更改（DOMAIN §3：一次性使用）。",
            "无需处理：以第一次记录为准。每个会话请用新的盐值。")),
        (RefusalCode.SessionConfirmation, new(
            "已确认的会话有其签名确认的摘要，过期的会话没有（DOMAIN §3）。",
            "请改正结果或摘要。")),
    ];
}
