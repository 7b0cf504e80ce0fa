namespace Ledger.Protocol;

// Refusals of a transaction as such: 1xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] TransactionRefusals =>
    [
        (RefusalCode.Empty, new(
            "一次提交只带一笔已编码的交易（docs/spec/transaction.md）。",
            "请发送一笔 ledger.v1.Transaction 编码后的字节。")),
        (RefusalCode.TransactionTooLarge, new(
            "一笔交易的字节数由链限定（ChainLimits.transaction_bytes_max；DESIGN §11）。",
            "请把这些调用分到几笔交易里。")),
        (RefusalCode.Malformed, new(
            "一笔交易只有一种编码：没有未知、重复或过长的字段（docs/spec/transaction.md）。",
            "请用本链规则版本的消息重新编码。")),
        (RefusalCode.NestedTooDeep, new(
            "消息的嵌套层数不超过调用本身的层数（docs/spec/transaction.md）。",
            "请用本链规则版本的消息重新编码。")),
        (RefusalCode.CallCount, new(
            "一笔交易含 1 至 256 个调用（DESIGN §4）。",
            "请至少发送一个调用；更多的请分到几笔交易里。")),
        (RefusalCode.WrongChain, new(
            "交易写明自己属于哪条链，因此不会落到别的链上（DESIGN §4）。",
            "请使用本链创世文件中的链标识。")),
        (RefusalCode.BadNonce, new(
            "随机数（nonce）为 16 个随机字节（DESIGN §4）。",
            "请用 16 个新的随机字节重新生成交易。")),
        (RefusalCode.BadBusinessKey, new(
            "业务键为空，或为 16 至 64 个字节（DESIGN §3）。",
            "请使用能唯一确定该业务操作的内容摘要。")),
        (RefusalCode.Expired, new(
            "交易要么在区块时间到达 not_after 之前上链，要么永远不上链（DESIGN §3）。",
            "请用交易标识和 not_after 查询它的结果：它可能已按时上链。若没有，请用更晚的 not_after 重新生成交易并签名；旧交易不可能再上链。")),
        (RefusalCode.NotAfterTooFar, new(
            "not_after 最多比区块时间晚 24 小时（DESIGN §3）。",
            "请用更早的 not_after 重新生成交易。")),
        (RefusalCode.Duplicate, new(
            "相同的字节只上链一次（DESIGN §3）。",
            "请用交易标识查询它的结果。")),
        (RefusalCode.UnknownSigner, new(
            "交易须用已登记的证书签名（DESIGN §7）。",
            "请交易中心登记该证书，然后原样重新发送。")),
        (RefusalCode.CertificateNotValid, new(
            "证书按区块时间自起始时刻至截止时刻有效，且以未被吊销为限（DESIGN §7）。",
            "请用现在有效的证书签名；或者续期、登记新证书。")),
        (RefusalCode.WrongAlgorithm, new(
            "签名所用算法须是签名人证书的算法（docs/spec/transaction.md）。",
            "请写明证书自己的算法，并用它的密钥签名。")),
        (RefusalCode.BadSignature, new(
            "签名覆盖所携带的交易体原字节（DESIGN §4；电子签名法第十三条）。",
            "请用证书的密钥对所发送的交易体签名，采用严格的 DER 编码。")),
        (RefusalCode.NotPermitted, new(
            "每个调用都写明谁可以调用（docs/spec/storage-keys.md 的权限表）。",
            "请由具有所需角色的主体来调用。")),
        (RefusalCode.Repeated, new(
            "一个业务键对应一个主体的一项操作；重复提交得到的是第一次的结果（DESIGN §3）。",
            "请查看第一笔交易的回执；新的操作请用新的业务键。")),
        (RefusalCode.UnknownCall, new(
            "调用须是区块规则版本下某个合约的方法（DESIGN §4）。",
            "请使用这些规则认识的方法。")),
        (RefusalCode.StateLimit, new(
            "状态的键为 1 至 256 个字节，值最多 65,536 个字节（docs/spec/state.md）。",
            "请缩短该调用写入的字段，或者把内容分到几条记录里。")),
        (RefusalCode.ReceiptTooLarge, new(
            "一笔交易的事件最多 512 KiB（docs/spec/finality.md）。",
            "请把这些调用分到几笔交易里。")),
        (RefusalCode.BlockFull, new(
            "一个区块的回执最多 2 MiB，放不下的交易没有上链（docs/spec/finality.md）。",
            "请原样重新发送：后面的区块有空位。")),
        (RefusalCode.ContractFault, new(
            "合约执行失败的交易不产生任何效果，链继续运行（DESIGN §6）。",
            "请把交易标识报告给运维人员；规则修正之前，相同的内容仍会失败。")),
        (RefusalCode.InvariantBroken, new(
            "会破坏不变量的交易不产生任何效果，链继续运行（DESIGN §6）。",
            "请把交易标识报告给运维人员；规则修正之前，相同的内容仍会失败。")),
        (RefusalCode.OtherContent, new(
            "一个业务键对应一个主体的一项操作：其下的调用须与第一笔交易逐字节相同（docs/spec/transaction.md）。",
            "请与第一笔交易核对：这次提交的调用没有执行。如果是新的操作，请换一个新的业务键。")),
    ];
}
