namespace Ledger.Protocol;

// Refusals of scan sessions: 9xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] SessionRefusals =>
    [
        (RefusalCode.UnknownSession, new(
            "扫码会话只在一个节点的内存中保存几分钟（DESIGN §7）。",
            "请在页面上开启新的会话，再扫它的二维码。")),
        (RefusalCode.SessionExpired, new(
            "登录会话开启 60 秒，其他会话最多 120 秒（DOMAIN §3 本链规定）。",
            "请在页面上开启新的会话，再扫它的二维码。")),
        (RefusalCode.SessionClaimed, new(
            "最先扫码的手机独占该会话（DOMAIN §3；DESIGN §7）。",
            "如果不是您扫的，说明别人看到了二维码：请在页面上开启新的会话。")),
        (RefusalCode.SessionNotScanned, new(
            "会话依次经过待扫码、已扫码，然后是已确认或已拒绝（DESIGN §7）。",
            "请先扫二维码。")),
        (RefusalCode.SessionDecided, new(
            "会话只决定一次（DOMAIN §3 一次性使用）。",
            "其他操作请在页面上开启新的会话。")),
        (RefusalCode.AnswerReplayed, new(
            "一个答复只计一次（DOMAIN §3 一次性使用）。",
            "无需处理：以第一次答复为准。")),
        (RefusalCode.SessionReplayed, new(
            "会话标识和随机数（nonce）都是随机的，只用一次（DOMAIN §3 一次性随机数）。",
            "请用新的标识和新的随机数开启会话。")),
        (RefusalCode.StaleAnswer, new(
            "签名覆盖会话的标识、nonce、iat 和 exp（DOMAIN §3 每个字段）。",
            "请对所扫的会话签名。")),
        (RefusalCode.WrongOrigin, new(
            "会话与开启它的网站绑定，签名也覆盖该网站（DOMAIN §3；DESIGN §7）。",
            "请不要确认：二维码可能出自别的网站。")),
        (RefusalCode.SwappedPayload, new(
            "签名覆盖所办事项和所展示内容的摘要（DOMAIN §3）。",
            "请不要确认：重新获取会话，并核对标题和摘要。")),
        (RefusalCode.WrongNumber, new(
            "由本人把屏幕上的数字输到手机上，因此只偷到二维码是不够的（CRYPTO §10 数字核对）。",
            "请在自己的页面上开启新的会话，并输入页面显示的数字。")),
        (RefusalCode.NotTheBrowser, new(
            "会话与开启它的浏览器绑定（DOMAIN §3；DESIGN §7）。",
            "请在开启会话的地方查看。")),
        (RefusalCode.NotThePhone, new(
            "最先扫码的手机独占该会话（DESIGN §7）。",
            "请用扫码的那部手机答复。")),
        (RefusalCode.BadClaim, new(
            "只有看到二维码的人才能获取和认领会话（docs/spec/scan-session.md）。",
            "请扫屏幕上的二维码。")),
        (RefusalCode.BadSessionField, new(
            "每个字段都有规定的格式和长度（docs/spec/scan-session.md）。",
            "请改正消息中写明的字段。")),
        (RefusalCode.SessionClockSkew, new(
            "会话的开始时间由其交易中心给出，偏差在节点允许的范围之内（docs/spec/scan-session.md）。",
            "请校准时钟或采用链上时间，再开启新的会话。")),
        (RefusalCode.TooManySessions, new(
            "会话的数量和字节数都有上限（DESIGN §11）。",
            "请等几秒，或者使用别的节点。")),
        (RefusalCode.TooManySessionsOfCentre, new(
            "每个交易中心有各自的速率，互不挤占（DESIGN §11）。",
            "请等一秒，并减少同时开启的会话。")),
        (RefusalCode.RelaySequence, new(
            "数据帧从 0 起连续编号，每帧只收一次（docs/spec/scan-session.md 中继）。",
            "请用下一个编号发送下一帧。")),
        (RefusalCode.RelayFull, new(
            "中继对每个会话和总量都有上限（DESIGN §11）。",
            "请少经中继传送：大文件留在电脑上。")),
        (RefusalCode.BadScanSignature, new(
            "交易中心对会话、主体对答复，均用已登记证书的密钥签名（DOMAIN §3；docs/spec/scan-session.md）。",
            "请用证书的密钥对本链的规范字节签名。")),
        (RefusalCode.CertificateNotAccepted, new(
            "证书在信任列表接受其 CA 的地区和用途内有效（DESIGN §7；DOMAIN §3）。",
            "请使用本中心就该事项接受的 CA 的证书。")),
        (RefusalCode.SessionNotConfirmed, new(
            "答复只承诺结果的摘要，结果本身在会话已确认之后才发出（docs/spec/scan-session.md）。",
            "请先确认：如果手机程序在答复之前发送结果，请更新该程序。")),
        (RefusalCode.SessionBookFull, new(
            "会话簿的位置数固定，会话数不得超过位置数（docs/spec/scan-session.md）。",
            "请加大会话簿的深度，或把会话留到次日的会话簿。")),
        (RefusalCode.SessionConfirmation, new(
            "已确认的会话有其签名确认的摘要，过期的会话没有（DOMAIN §3）。",
            "请改正结果或摘要。")),
    ];
}
