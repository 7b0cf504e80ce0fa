using Ledger.Exchange.Shapes;
using Ledger.Protocol.V1;
using static Ledger.Exchange.ElementSource;

namespace Ledger.Exchange.Elements;

/// <summary>Elements of guarantees and decryption notices.</summary>
internal static class GuaranteeElements
{
    internal static readonly ExchangeElement Text = new(
        "GUARANTEE_TYPE", "保函类型", BankHandbook, new NumberedValueShape<GuaranteeText>("\"1\" (密文) or \"2\" (明文)"));
    internal static readonly ExchangeElement EncryptionMark = new(
        "ENSURE_IS_ENCRYP", "是否密文保函", LiveInterface, new NumberedValueShape<CipherMark>("\"1\" (密文) or \"0\" (明文)"));
    internal static readonly ExchangeElement CiphertextMark = new(
        "CIPHERTEXT", "保函密文标识", LiveInterface, new NumberedValueShape<CipherMark>("\"0\" (明文) or \"1\" (密文)"));
    internal static readonly ExchangeElement Status = new(
        "GUARANTEE_STATUS", "保函状态", ProvincialPlatform, new NamedValueShape<GuaranteeState>(), "Guarantee.state");
    internal static readonly ExchangeElement IssueTime = new(
        "LETTER_TIME", "出函时间", ProvincialPlatform, SharedShapes.Time, "Guarantee.issued_at");
    internal static readonly ExchangeElement Commitment = new("COMMITMENT", "承诺值", Ours, SharedShapes.Hash, "Guarantee.commitment");
    internal static readonly ExchangeElement AttestationDigest = new(
        "ATTESTATION_DIGEST", "退保证明摘要（加盐）", Ours, SharedShapes.Hash, "Guarantee.attestation_digest");
    internal static readonly ExchangeElement RevealTime = new("REVEAL_TIME", "解密时间", Ours, SharedShapes.Time, "Guarantee.revealed_at");
    internal static readonly ExchangeElement FinishTime = new("FINISH_TIME", "终止时间", Ours, SharedShapes.Time, "Guarantee.ended_at");
    internal static readonly ExchangeElement Amends = new(
        "AMENDED_GUARANTEE_ID", "所变更的保函", Ours, SharedShapes.GuaranteeId, "Guarantee.amends", "GuaranteeTerms.amends");

    internal static readonly ExchangeElement BidBond = new(
        "BID_BOND", "保证金要求数额", ProvincialPlatform, SharedShapes.Amount, "AnnounceSection.bond_fen");
    internal static readonly ExchangeElement ApplicationDigest = new(
        "APPLICATION_DIGEST", "投保申请摘要（加盐）", Ours, SharedShapes.Hash, "GuaranteeTerms.application_digest");
    internal static readonly ExchangeElement Business = new(
        "BUSINESS_TYPE", "业务类型", LiveInterface, new NumberedValueShape<GuaranteeBusiness>("\"01\" (投标), \"02\" (政采) or \"03\" (履约)", 2));
    internal static readonly ExchangeElement Product = new(
        "PRODUCT_TYPE", "产品类型", LiveInterface, new NumberedValueShape<GuaranteeProduct>("\"1\" (分离式) or \"2\" (直开式)"));
    internal static readonly ExchangeElement BidKind = new(
        "BID_TYPE", "招标类型", LiveInterface, new NumberedValueShape<BidKind>("\"1\" (服务), \"2\" (货物) or \"3\" (工程)"));
    internal static readonly ExchangeElement CentreOrderNo = new(
        "CENTER_ORDER_NO", "交易中心订单号", LiveInterface, new TextShape(ExchangeLimits.GuaranteeNoCharsMax));
    internal static readonly ExchangeElement ApplicationNo = new(
        "APPLY_NO", "申请编号", LiveInterface, new TextShape(ExchangeLimits.GuaranteeNoCharsMax));
    internal static readonly ExchangeElement VerificationCode = new(
        "VERIFY_CODE", "验真码", LiveInterface, new TextShape(ExchangeLimits.GuaranteeNoCharsMax));
    internal static readonly ExchangeElement EarlierGuaranteeNo = new(
        "OLD_GUARANTEE_NO", "延期前的保函编号", LiveInterface, new TextShape(ExchangeLimits.GuaranteeNoCharsMax));
    internal static readonly ExchangeElement IsPostponed = new("DELAY_FLAG", "是否延期", LiveInterface, new FlagShape());
    internal static readonly ExchangeElement Order = new("ORDER", "投保订单", Ours, new GroupShape(() => GuaranteeDocument.OrderMap.Uses));

    internal static readonly ExchangeElement BeneficiaryName = new(
        "BENEFICIARY", "受益人名称", ProvincialPlatform, SharedShapes.Name, "Subject.name");
    internal static readonly ExchangeElement BeneficiaryCode = new(
        "BENEFICIARY_CREDIT_CODE", "受益人统一社会信用代码", ProvincialPlatform, SharedShapes.Uscc, "GuaranteeTerms.beneficiary_uscc");
    internal static readonly ExchangeElement JointBeneficiaries = new(
        "JOINT_BENEFICIARIES",
        "共同受益人",
        LiveInterface,
        new ListShape(new GroupShape(() => JointBeneficiary.Map.Uses), ExchangeLimits.JointBeneficiariesMax));
    internal static readonly ExchangeElement Beneficiary = new(
        "BENEFICIARY_INFO", "受益人", ProvincialPlatform, new GroupShape(() => GuaranteeDocument.BeneficiaryMap.Uses));

    internal static readonly ExchangeElement ApplicantName = new(
        "BIDDER_NAME", "投标人名称", ProvincialPlatform, SharedShapes.Name, "GuaranteeTerms.applicant_name");
    internal static readonly ExchangeElement ApplicantCode = new(
        "BIDDER_ORG_CODE", "投标人统一社会信用代码", ProvincialPlatform, SharedShapes.Uscc, "GuaranteeTerms.applicant_uscc");
    internal static readonly ExchangeElement Consortium = new(
        "UNION_ORGAN_SET_CODE",
        "联合体其他成员统一社会信用代码",
        ProvincialPlatform,
        new ListShape(SharedShapes.Uscc, ExchangeLimits.ConsortiumMax, isAscending: true),
        "GuaranteeTerms.consortium_usccs");
    internal static readonly ExchangeElement Applicant = new(
        "BIDDER", "投标人", ProvincialPlatform, new GroupShape(() => GuaranteeDocument.ApplicantMap.Uses));

    internal static readonly ExchangeElement GuarantorName = new(
        "GUARANTOR_NAME", "保证人名称", ProvincialPlatform, SharedShapes.Name, "Subject.name");
    internal static readonly ExchangeElement GuarantorCode = new(
        "GUARANTOR_CREDIT_CODE",
        "保证人统一社会信用代码",
        ProvincialPlatform,
        SharedShapes.Uscc,
        "Guarantee.issuer_uscc",
        "GuaranteeTerms.guarantor_uscc");
    internal static readonly ExchangeElement GuarantorForm = new(
        "GUARANTOR_FORM", "保函形式", Ours, new NamedValueShape<GuaranteeForm>(), "GuaranteeTerms.form");
    internal static readonly ExchangeElement Guarantor = new(
        "GUARANTOR", "保证人", ProvincialPlatform, new GroupShape(() => GuaranteeDocument.GuarantorMap.Uses));

    internal static readonly ExchangeElement Number = new(
        "GUARANTEE_NO", "保函编号", ProvincialPlatform, new TextShape(ExchangeLimits.GuaranteeNoCharsMax), "GuaranteeTerms.guarantee_no");
    internal static readonly ExchangeElement Nature = new(
        "LEGAL_NATURE", "法律性质", Ours, new NamedValueShape<LegalNature>(), "GuaranteeTerms.legal_nature");
    internal static readonly ExchangeElement Amount = new(
        "GUARANTEE_AMOUNT", "担保金额", ProvincialPlatform, SharedShapes.Amount, "GuaranteeTerms.amount_fen", "GuaranteeVersion.amount_fen");
    internal static readonly ExchangeElement Premium = new(
        "GUARANTEE_COST", "担保费用", ProvincialPlatform, SharedShapes.Amount, "GuaranteeTerms.premium_fen");
    internal static readonly ExchangeElement BeginTime = new(
        "BEGIN_TIME", "担保开始时间", ProvincialPlatform, SharedShapes.Time, "GuaranteeTerms.valid_from");
    internal static readonly ExchangeElement EndTime = new(
        "END_TIME", "担保结束时间", ProvincialPlatform, SharedShapes.Time, "GuaranteeTerms.valid_until", "GuaranteeVersion.valid_until");
    internal static readonly ExchangeElement DocumentDigest = new(
        "GUARANTEE_DIGEST", "保函文件摘要", Ours, SharedShapes.Hash, "GuaranteeTerms.document_digest", "GuaranteeVersion.document_digest");
    internal static readonly ExchangeElement DocumentSha256 = new(
        "GUARANTEE_DIGEST_SHA", "保函文件摘要（SHA-256）", LiveInterface, SharedShapes.Hash);
    internal static readonly ExchangeElement DocumentSm3 = new(
        "GUARANTEE_DIGEST_SM", "保函文件摘要（SM3）", LiveInterface, SharedShapes.Hash);
    internal static readonly ExchangeElement WordingName = new(
        "WORDING_NAME", "保函文本名称（含版本）", Ours, new TextShape(ExchangeLimits.WordingNameCharsMax), "Wording.name");
    internal static readonly ExchangeElement WordingDigest = new(
        "WORDING_DIGEST", "保函文本摘要（SHA-256）", Ours, SharedShapes.Hash, "Wording.digest");
    internal static readonly ExchangeElement ClearDigest = new(
        "CLEAR_GUARANTEE_DIGEST", "明文保函文件摘要", Ours, SharedShapes.Hash, "Guarantee.endorsed_digest");
    internal static readonly ExchangeElement Version = new(
        "VERSION_NO", "版本", Ours, new CountShape(1, uint.MaxValue), "GuaranteeTerms.version", "GuaranteeVersion.version");
    internal static readonly ExchangeElement Result = new(
        "GUARANTEE_INFO", "出函结果", ProvincialPlatform, new GroupShape(() => GuaranteeDocument.ResultMap.Uses));

    internal static readonly ExchangeElement RecordId = new(
        "RECORD_ID", "版本所在的密文记录", Ours, SharedShapes.GuaranteeId, "GuaranteeVersion.record_id");
    internal static readonly ExchangeElement RequestDigest = new(
        "REQUEST_DIGEST", "变更申请摘要（加盐）", Ours, SharedShapes.Hash, "GuaranteeVersion.request_digest");
    internal static readonly ExchangeElement Versions = new(
        "VERSIONS", "版本记录", Ours, new ListShape(new GroupShape(() => GuaranteeDocument.VersionMap.Uses), ExchangeLimits.VersionsMax));

    internal static readonly ExchangeElement Decrypted = new(
        "GUARANTEE_LIST",
        "解密保函清单",
        BankHandbook,
        new ListShape(new GroupShape(() => DecryptedGuarantee.Map.Uses), ExchangeLimits.GuaranteesMax));

    internal static IReadOnlyList<ExchangeElement> All =>
    [
        Text, EncryptionMark, CiphertextMark,
        Status, IssueTime, Commitment, AttestationDigest, RevealTime, FinishTime, Amends, Order, BidBond, ApplicationDigest,
        Business, Product, BidKind, CentreOrderNo, ApplicationNo, VerificationCode, IsPostponed, EarlierGuaranteeNo,
        Beneficiary, BeneficiaryName, BeneficiaryCode, JointBeneficiaries,
        Applicant, ApplicantName, ApplicantCode, Consortium, Guarantor, GuarantorName, GuarantorCode, GuarantorForm, Result, Number, Nature,
        Amount, Premium, BeginTime, EndTime,
        DocumentDigest, DocumentSha256, DocumentSm3, WordingName, WordingDigest, ClearDigest, Version, Versions, RecordId,
        RequestDigest, Decrypted,
    ];
}
