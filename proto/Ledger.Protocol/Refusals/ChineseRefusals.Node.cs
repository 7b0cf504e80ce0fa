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
            "节点同时服务的数据流和等待的数量有上限，对每个调用方也有上限；满了以后会让位给占用更少的一方（docs/spec/held-resources.md）。",
            "请关闭一个数据流，或者等待，或者使用别的节点。")),
        (RefusalCode.StreamIdle, new(
            "占用节点数据流的一方，轮到它时必须取走或送来数据（docs/spec/held-resources.md）。",
            "请重新打开数据流，从中断处继续。")),
        (RefusalCode.MempoolPartUsed, new(
            "同一签名人的交易只能占用交易池的一部分（docs/spec/held-resources.md）。",
            "请等自己的部分交易进入区块后原样重发。")),
    ];
}
