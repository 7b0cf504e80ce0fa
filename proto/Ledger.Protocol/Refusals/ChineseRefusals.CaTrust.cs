namespace Ledger.Protocol;

// Refusals of the CaTrust contract: 7xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] CaTrustRefusals =>
    [
        (RefusalCode.UnknownAuthority, new(
            "只有联盟表决录入的 CA 才在信任列表上（DOMAIN §3）。",
            "请核对 CA 标识，或者经表决录入该 CA。")),
        (RefusalCode.AuthorityNotActive, new(
            "证书在其 CA 处于启用状态时有效；暂停之前所签的仍然有效（DOMAIN §3）。",
            "请使用已启用 CA 的证书，或者经表决启用该 CA。")),
        (RefusalCode.CrlTooLarge, new(
            "一个调用中的吊销列表最多 64 KiB（DESIGN §3：批次不超过 96 KiB）。",
            "请分段导入该列表（`ledger ca import` 会自动分段）。")),
        (RefusalCode.BadCrl, new(
            "吊销列表须为严格 DER 的完整直接列表：不接受增量列表和间接列表（RFC 5280 §5）。",
            "请导入该 CA 的完整列表。")),
        (RefusalCode.CrlSignature, new(
            "吊销列表须由该 CA 有权签发列表的机构签名，算法不低于下限（RFC 5280 §6.3.3）。",
            "请核对该列表来自哪家 CA。")),
        (RefusalCode.CrlNotNewer, new(
            "同一机构的每份列表 thisUpdate 都更晚，旧列表不能代替新列表（RFC 5280 §5.1.2.4）。",
            "无需处理：状态中已有该列表或更新的列表。")),
        (RefusalCode.CrlFromFuture, new(
            "吊销列表的日期不晚于区块时间（RFC 5280 §5.1.2.4）。",
            "请到时再导入。")),
        (RefusalCode.HistoryFull, new(
            "一份带日期的历史最多 128 条，一条也不丢失（DESIGN §11：每个列表都有上限）。",
            "请用另一个标识重新录入该 CA。")),
    ];
}
