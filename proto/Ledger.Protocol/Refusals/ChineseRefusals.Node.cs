namespace Ledger.Protocol;

// Refusals of a node: 2xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] NodeRefusals =>
    [
        (RefusalCode.MempoolFull, new(
            "交易池有上限，满了就立即答复（DESIGN §3）。",
            "请等一秒后原样重发，或者发给别的节点。")),
        (RefusalCode.NotReady, new(
            "节点只在与链同步时答复（DESIGN §2）。",
            "请发给别的节点，或者几秒后重发。")),
        (RefusalCode.HeightNotAvailable, new(
            "读取以节点仍保存的某个最终高度为准（DESIGN §5）。",
            "请查询保存范围内的最终高度，或者最新高度。")),
        (RefusalCode.BadRequest, new(
            "每个分页、前缀和键都有明确的上限（DESIGN §11）。",
            "请遵守消息中写明的上限。")),
        (RefusalCode.UnknownTransaction, new(
            "节点只知道交给它的交易和它的区块中的交易（DESIGN §3）。",
            "请原样发送；重复提交没有害处。")),
        (RefusalCode.TooManyStreams, new(
            "节点同时服务的数据流数量有上限（DESIGN §11）。",
            "请关闭一个数据流，或者等待，或者使用别的节点。")),
    ];
}
