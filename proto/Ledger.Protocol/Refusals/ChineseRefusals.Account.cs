namespace Ledger.Protocol;

// Refusals of the Account contract: 4xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] AccountRefusals =>
    [
        (RefusalCode.SubjectExists, new(
            "市场主体按统一社会信用代码只登记一次（DESIGN §6 账户）。",
            "无需处理：直接使用已登记的主体。")),
        (RefusalCode.UnknownSubject, new(
            "证书和账户须属于已登记的主体（DESIGN §6 账户）。",
            "请先由交易中心登记该主体。")),
        (RefusalCode.BadUscc, new(
            "统一社会信用代码为其字母表中的 18 个字符，中间六位是数字（GB 32100-2015；DOMAIN §4）。",
            "请改正代码。校验位不符不会因此被拒绝。")),
        (RefusalCode.BadCertificate, new(
            "证书须为严格 DER 的 X.509 v3，算法为本链所接受（CRYPTO §6、§11；DESIGN §7）。",
            "请向证书认证机构申请符合要求的证书。")),
        (RefusalCode.UntrustedIssuer, new(
            "证书须有一条通往信任列表中某家 CA 的信任锚的路径（DESIGN §7；DOMAIN §3；RFC 5280 §6）。",
            "请使用受认可机构的证书，或者经表决认可该机构。")),
        (RefusalCode.CertificateSubjectMismatch, new(
            "证书须在其 CA 规定的位置写明主体的统一社会信用代码（DOMAIN §3；CRYPTO §6）。",
            "请使用载有该主体代码的证书。")),
        (RefusalCode.CertificateExists, new(
            "证书只登记一次（DESIGN §7）。",
            "无需处理：直接使用已登记的证书。")),
        (RefusalCode.UnknownCertificate, new(
            "只有已登记的证书才能被吊销（DESIGN §7）。",
            "请核对证书标识。")),
        (RefusalCode.BadPossession, new(
            "登记证书须有证书自己的密钥所作的签名（docs/spec/transaction.md 密钥持有证明）。",
            "请用证书的密钥对本链和该证书的持有证明字节签名。")),
        (RefusalCode.AlreadyRevoked, new(
            "证书只吊销一次，且不可恢复（DESIGN §7）。",
            "无需处理：以第一次吊销为准。")),
        (RefusalCode.NotASigningKey, new(
            "双证书体系中加密密钥绝不用于签名（DESIGN §7；CRYPTO §3；GM/T 0015）。",
            "请登记双证书中的签名证书。")),
        (RefusalCode.BadText, new(
            "每段文字都有规定的长度，且不含控制字符（DESIGN §11）。",
            "请按消息改正文字。")),
        (RefusalCode.AlgorithmTooWeak, new(
            "整条路径的密钥和签名强度不低于当时区块时间的算法下限（CRYPTO §6；信任列表的算法下限）。",
            "请向证书认证机构申请密钥或摘要算法更强的证书。")),
        (RefusalCode.PersonalIdentity, new(
            "个人身份号码绝不上链（DESIGN §2；CRYPTO §6；个人信息保护法第二十八条）。",
            "请使用机构自己的、不含个人身份号码的证书。")),
        (RefusalCode.AlreadyReplaced, new(
            "一张证书只被替换一次（DOMAIN §3）。",
            "请替换它的后继证书。")),
        (RefusalCode.SuccessorMismatch, new(
            "证书只能由同一主体的同类证书替换（DOMAIN §3；GM/T 0015）。",
            "请把另一张证书单独登记。")),
        (RefusalCode.BadOverlap, new(
            "被替换的证书有效到指定时刻为止，该时刻不早于区块时间，也不晚于它自己的截止时间（DOMAIN §3）。",
            "请指定现在与旧证书截止时间之间的一个时刻。")),
    ];
}
