using Ledger.Exchange.Shapes;
using Ledger.Protocol.V1;
using static Ledger.Exchange.ElementSource;

namespace Ledger.Exchange.Elements;

/// <summary>Elements of tender projects, sections and notices.</summary>
internal static class TenderElements
{
    private const int BidValidityDaysMax = 1096;

    internal static readonly ExchangeElement ProjectCode = new(
        "PROJECT_CODE", "项目编号", ProvincialPlatform, SharedShapes.Project, "CreateProject.project_code");
    internal static readonly ExchangeElement TenderProjectCode = new(
        "TENDER_PROJECT_CODE",
        "招标项目编号",
        ProvincialPlatform,
        SharedShapes.TenderProject,
        "CreateProject.tender_project_code",
        "AnnounceSection.tender_project_code");
    internal static readonly ExchangeElement TenderProjectName = new(
        "TENDER_PROJECT_NAME", "招标项目名称", ProvincialPlatform, SharedShapes.Name, "CreateProject.name");
    internal static readonly ExchangeElement TenderProjectType = new(
        "TENDER_PROJECT_TYPE", "招标项目类型", ProvincialPlatform, SharedShapes.TradeClass, "CreateProject.trade_class");
    internal static readonly ExchangeElement InvestmentProjectCode = new(
        "INVEST_PROJECT_CODE", "投资项目统一代码", ProvincialPlatform, SharedShapes.Investment, "CreateProject.investment_project_code");
    internal static readonly ExchangeElement RegionCode = new(
        "REGION_CODE", "行政区域代码", ProvincialPlatform, SharedShapes.Region, "CreateProject.region");
    internal static readonly ExchangeElement TendererCode = new(
        "TENDERER_CODE", "招标人统一社会信用代码", ProvincialPlatform, SharedShapes.Uscc, "CreateProject.tenderer_uscc", "Section.tenderer_uscc");
    internal static readonly ExchangeElement TenderAgencyCode = new(
        "TENDER_AGENCY_CODE", "招标代理机构统一社会信用代码", ProvincialPlatform, SharedShapes.Uscc, "CreateProject.agent_uscc", "Section.agent_uscc");
    internal static readonly ExchangeElement PlatformCode = new(
        "PLATFORM_CODE", "交易系统标识码", ProvincialPlatform, SharedShapes.Uscc, "Project.centre_uscc", "Section.centre_uscc");
    internal static readonly ExchangeElement CreateTime = new(
        "CREATE_TIME", "建立时间", ProvincialPlatform, SharedShapes.Time, "Project.created_at", "GuaranteeVersion.at");

    internal static readonly ExchangeElement SectionCode = new(
        "BID_SECTION_CODE",
        "标段（包）编号",
        ProvincialPlatform,
        SharedShapes.Section,
        "AnnounceSection.section_code",
        "PublishNotice.section_code",
        "GuaranteeTerms.section_code");
    internal static readonly ExchangeElement SectionName = new(
        "BID_SECTION_NAME", "标段（包）名称", ProvincialPlatform, SharedShapes.Name, "AnnounceSection.name");
    internal static readonly ExchangeElement UnifiedDealCode = new(
        "UNIFIED_DEAL_CODE", "统一交易标识码", ProvincialPlatform, SharedShapes.UnifiedDeal, "AnnounceSection.unified_deal_code");
    internal static readonly ExchangeElement EstimatedPrice = new(
        "CONTRACT_RECKON_PRICE", "标段合同估算价", ProvincialPlatform, SharedShapes.Amount, "AnnounceSection.estimated_price_fen");
    internal static readonly ExchangeElement OpeningTime = new(
        "BID_OPEN_TIME",
        "开标时间",
        ProvincialPlatform,
        SharedShapes.Time,
        "AnnounceSection.opening_time",
        "PublishNotice.opening_time",
        "Section.opening_time");
    internal static readonly ExchangeElement AnnouncedOpeningTime = new(
        "ANNOUNCED_OPEN_TIME", "公告所定开标时间", Ours, SharedShapes.Time, "AnnounceSection.opening_time");
    internal static readonly ExchangeElement BidValidity = new(
        "VALID_PERIOD", "投标有效期（天）", ProvincialPlatform, new CountShape(1, BidValidityDaysMax), "AnnounceSection.bid_validity_days");
    internal static readonly ExchangeElement Stage = new(
        "TENDER_STAGE", "招标阶段", Ours, new NamedValueShape<TenderStage>(), "AnnounceSection.stage");
    internal static readonly ExchangeElement OpeningKey = new("OPENING_KEY", "开标公钥", Ours, new PointShape(), "AnnounceSection.opening_key");
    internal static readonly ExchangeElement SectionStatus = new(
        "SECTION_STATUS", "标段状态", Ours, new NamedValueShape<SectionState>(), "Section.state");
    internal static readonly ExchangeElement BidderNumber = new(
        "BIDDER_NUMBER", "投标人数量", Ours, new CountShape(1, uint.MaxValue), "Section.bidders");
    internal static readonly ExchangeElement OpenedTime = new("OPENED_TIME", "开标开始时间", Ours, SharedShapes.Time, "Section.opened_at");
    internal static readonly ExchangeElement ListedTime = new(
        "BIDDER_LIST_TIME", "投标人名单公布时间", Ours, SharedShapes.Time, "Section.bidders_listed_at");
    internal static readonly ExchangeElement KeyTime = new(
        "OPENING_KEY_TIME", "开标密钥公布时间", Ours, SharedShapes.Time, "Section.key_released_at");
    internal static readonly ExchangeElement Failure = new(
        "FAILURE_CAUSE", "流标原因", Ours, new NamedValueShape<FailureCause>(), "Section.failure");
    internal static readonly ExchangeElement KeyHolder = new(
        "OPENING_KEY_HOLDER", "开标密钥持有人", Ours, new NamedValueShape<KeyHolder>(), "AnnounceSection.key_holder");

    internal static readonly ExchangeElement BondAmount = new(
        "MARGIN_AMOUNT", "投标保证金金额", ProvincialPlatform, SharedShapes.Amount, "AnnounceSection.bond_fen");
    internal static readonly ExchangeElement AcceptsCash = new(
        "MARGIN_CASH", "是否接受现金", Ours, new FlagShape(), "AnnounceSection.accepts_cash");
    internal static readonly ExchangeElement AcceptedForms = new(
        "GUARANTEE_FORMS",
        "接受的保函形式",
        Ours,
        new ListShape(new NamedValueShape<GuaranteeForm>(), 3, isAscending: true),
        "AnnounceSection.accepted_forms");
    internal static readonly ExchangeElement DesignatedGuarantors = new(
        "DESIGNATED_GUARANTORS",
        "指定的保证人",
        Ours,
        new ListShape(SharedShapes.Uscc, ExchangeLimits.DesignatedMax),
        "AnnounceSection.designated_guarantors");
    internal static readonly ExchangeElement ForfeitureDigest = new(
        "FORFEITURE_DIGEST", "不予退还情形条款摘要", Ours, SharedShapes.Hash, "AnnounceSection.forfeiture_terms_digest");
    internal static readonly ExchangeElement BondTerms = new(
        "MARGIN_TERMS", "投标保证金要求", Ours, new GroupShape(() => SectionDocument.BondMap.Uses));

    internal static readonly ExchangeElement NoticeNumber = new(
        "NOTICE_NUMBER", "公告序号", Ours, new CountShape(1, ExchangeLimits.NoticesMax), "PublishNotice.notice_number");
    internal static readonly ExchangeElement NoticeType = new(
        "NOTICE_TYPE", "公告类别", Ours, new NamedValueShape<NoticeKind>(), "PublishNotice.kind");
    internal static readonly ExchangeElement NoticeDigest = new(
        "NOTICE_DIGEST", "公告文件摘要", Ours, SharedShapes.Hash, "AnnounceSection.notice_digest", "PublishNotice.notice_digest");
    internal static readonly ExchangeElement NoticeTime = new(
        "NOTICE_SEND_TIME", "公告发布时间", NoticeTable, SharedShapes.Time, "Section.announced_at", "Notice.published_at");
    internal static readonly ExchangeElement Notices = new(
        "NOTICES", "全部公告", Ours, new ListShape(new GroupShape(() => NoticeDocument.Map.Uses), ExchangeLimits.NoticesMax));

    internal static IReadOnlyList<ExchangeElement> All =>
    [
        ProjectCode, TenderProjectCode, TenderProjectName, TenderProjectType, InvestmentProjectCode, RegionCode, TendererCode,
        TenderAgencyCode, PlatformCode, CreateTime,
        SectionCode, SectionName, UnifiedDealCode, EstimatedPrice, OpeningTime, AnnouncedOpeningTime, BidValidity, Stage, OpeningKey,
        KeyHolder, SectionStatus, Failure, BidderNumber, OpenedTime, ListedTime, KeyTime,
        BondTerms, BondAmount, AcceptsCash, AcceptedForms, DesignatedGuarantors, ForfeitureDigest, Notices, NoticeNumber, NoticeType,
        NoticeDigest, NoticeTime,
    ];
}
