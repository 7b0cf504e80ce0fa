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
            "请分段导入该列表；`ledger ca import` 会自动分段。")),
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
        (RefusalCode.CrlUploadExists, new(
            "同一主体同一时间只上传一次同一份列表（docs/spec/storage-keys.md 吊销列表的分段导入）。",
            "请按状态中的进度继续上传，或者先放弃该上传。")),
        (RefusalCode.UnknownCrlUpload, new(
            "对上传的调用须指明签名主体自己的、尚未结束的上传（docs/spec/storage-keys.md 吊销列表的分段导入）。",
            "请先开始上传；该列表也可能已经导入完毕。")),
        (RefusalCode.CrlUploadOrder, new(
            "各段按顺序到达，除最后一段外大小相同，最后一段到达之后才应用列表（docs/spec/storage-keys.md 吊销列表的分段导入）。",
            "请从状态中读取该上传，发送它所缺的部分。")),
        (RefusalCode.CrlDigestMismatch, new(
            "各段合起来须是所公告摘要的那份列表（docs/spec/storage-keys.md 吊销列表的分段导入）。",
            "请放弃该上传，用列表原文重新开始。")),
        (RefusalCode.CrlUploadExpired, new(
            "上传须在两小时（区块时间）之内完成（docs/spec/storage-keys.md 吊销列表的分段导入）。",
            "请重新开始上传；已经应用的条目仍然有效。")),
        (RefusalCode.CrlUploadsOpen, new(
            "一个主体最多有 2 个未结束的上传，所有主体合计 32 个（DESIGN §11：每个列表都有上限）。",
            "请完成或放弃一个上传，或者等到有上传过期。")),
        (RefusalCode.CrlWorkLimit, new(
            "一个区块最多检查 1 份完整列表并应用 4 步（DESIGN §11：每个区块的工作量有上限）。",
            "请在以后的区块中重新调用。")),
    ];
}
