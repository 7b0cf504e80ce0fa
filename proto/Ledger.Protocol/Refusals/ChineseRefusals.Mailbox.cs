namespace Ledger.Protocol;

// Refusals of mailboxes: 10xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode Code, RefusalWords Words)[] MailboxRefusals =>
    [
        (RefusalCode.BadMailboxField, new(
            "每个字段都有规定的形式和大小（docs/spec/mailbox.md）。",
            "请改正消息指出的字段。")),
        (RefusalCode.BadLetterSize, new(
            "信件只有少数几种固定大小，使其长度不透露任何信息（DOMAIN §2，泄密检查表；docs/spec/mailbox.md）。",
            "请在封装之前把信件填充到 4、16 或 64 KiB。")),
        (RefusalCode.BadStamp, new(
            "投递者须付出计算量，任何人都不能白白占满节点（docs/spec/mailbox.md，邮票）。",
            "请查询节点的条件，并为这一内容找到零比特数足够的计数。")),
        (RefusalCode.MailboxFull, new(
            "每个地址存放的信件数和字节数有限（DESIGN §11）。",
            "请等收件人取走，或投递到为该地址服务的另一节点。")),
        (RefusalCode.MailboxesFull, new(
            "一个节点的信件在数量和字节上有限（DESIGN §11）。",
            "请投递到为该地址服务的另一节点。")),
        (RefusalCode.MailDiskFull, new(
            "无论收到多少信件，磁盘都为链保留一部分空间（DESIGN §11）。",
            "请改用另一节点；本节点的运维人员应腾出空间或扩大磁盘。")),
        (RefusalCode.MailUnavailable, new(
            "失败过一次的存储，重新打开之前不再写入（DESIGN §11）。",
            "请改用另一节点；本节点的运维人员应查看日志并重新启动。")),
        (RefusalCode.BadChallenge, new(
            "收件人的请求须回应本节点新发出的挑战值（docs/spec/mailbox.md）。",
            "请索取新的挑战值，并重新签名请求。")),
        (RefusalCode.ChallengeUsed, new(
            "一个挑战值只用于一次请求，防止重放（DOMAIN §2，不可照抄的缺陷）。",
            "请索取新的挑战值，并重新签名请求。")),
        (RefusalCode.BadOwnerKey, new(
            "收件人的密钥属于本链的算法套件：SM2 或 P-256，未压缩（docs/spec/mailbox.md）。",
            "请为本链的套件生成信箱密钥对。")),
        (RefusalCode.BadOwnerSignature, new(
            "只有地址的所有者能取走和删除其中的内容（docs/spec/mailbox.md）。",
            "请用生成该地址的密钥对请求的规范字节签名。")),
    ];
}
