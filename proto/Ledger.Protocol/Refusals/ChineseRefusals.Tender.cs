namespace Ledger.Protocol;

// Refusals of the Tender contract: 5xxx.
internal static partial class ChineseRefusals
{
    private static (RefusalCode, RefusalWords)[] TenderRefusals =>
    [
        (RefusalCode.BadCode, new(
            "项目和标段编号须符合国家数据交换格式（DOMAIN §6；发改办法规〔2018〕1156号）。",
            "请改正编号：17、20 或 23 个字符，每一级都以上一级编号开头。")),
        (RefusalCode.ProjectExists, new(
            "招标项目只创建一次（DOMAIN §6）。",
            "无需处理：直接使用已有的项目。")),
        (RefusalCode.UnknownProject, new(
            "标段须属于状态中已有的招标项目（DOMAIN §6）。",
            "请先创建项目。")),
        (RefusalCode.SectionExists, new(
            "标段只公告一次；以后的变更通过变更公告进行（DOMAIN §1）。",
            "请改为发布变更公告。")),
        (RefusalCode.UnknownSection, new(
            "调用须指明状态中已有的标段（DOMAIN §6）。",
            "请核对标段编号，或者先公告该标段。")),
        (RefusalCode.OtherCentre, new(
            "标段由公告其项目的交易中心管理（DOMAIN §1）。",
            "请由该交易中心来调用。")),
        (RefusalCode.OpeningTooSoon, new(
            "须给投标人留出时间：开标时间在将来（招标投标法第二十四条；实施条例第二十一条）。",
            "请设定更晚的开标时间。")),
        (RefusalCode.SectionState, new(
            "标段只按其状态机变化（DOMAIN §1）。",
            "请查看标段的状态；消息中已写明。")),
        (RefusalCode.NoticeNumber, new(
            "变更公告连续编号，以最新的为准（DOMAIN §1）。",
            "请查看标段，并把公告编号加一。")),
        (RefusalCode.BeforeOpening, new(
            "开标在投标截止的同一时间进行，绝不提前（招标投标法第三十四条；实施条例第四十一条）。",
            "请等到区块时间到达开标时间。")),
        (RefusalCode.FewerThanThreeBidders, new(
            "投标人少于三个的，标段不得开标（招标投标法第二十八条；实施条例第四十四条）。",
            "请宣布标段失败并重新招标。")),
        (RefusalCode.WrongOpeningKey, new(
            "公布的私钥须与事先公告的公钥相对应（DESIGN §8）。",
            "请公布所公告的开标密钥的私钥。")),
        (RefusalCode.BadAmount, new(
            "金额以整分计，不为负；保证金不超过上限（实施条例第二十六条；30号令第三十七条；87号令第三十八条）。",
            "请按消息改正金额。")),
        (RefusalCode.BadDigest, new(
            "摘要、盐值和承诺均为 32 个字节（docs/spec/encodings.md）。",
            "请发送用本链哈希算法计算的摘要。")),
        (RefusalCode.BadEnumeration, new(
            "枚举字段的值须在其封闭列表之内（DOMAIN §1、§2）。",
            "请使用列表中的值。")),
        (RefusalCode.BadCount, new(
            "每个数量和时间跨度都有规定的范围（DESIGN §11）。",
            "请遵守消息中写明的范围。")),
        (RefusalCode.PeriodTooShort, new(
            "投标人和公众享有法律按地区、交易类别和日期给予的时间（招标投标法第二十四条；实施条例第二十一条、第五十四条）。",
            "请推迟时间；消息写明天数和条款。")),
        (RefusalCode.FormsUnlawful, new(
            "已配置的，招标人既接受现金，也接受保函（DOMAIN §1；发改法规〔2023〕27号）。",
            "请公告接受现金和至少一种保函形式的标段。")),
        (RefusalCode.GuarantorDesignated, new(
            "已配置的，招标人不得指定保函的出具机构（DOMAIN §1；发改法规〔2023〕27号）。",
            "请公告不指定出具机构的标段。")),
        (RefusalCode.BondInFirstStage, new(
            "两阶段招标只在第二阶段收取保证金（实施条例第三十条）。",
            "请以保证金为 0 公告第一阶段。")),
        (RefusalCode.NotTheTenderer, new(
            "终止、定标和签约由招标人或其代理机构进行（DOMAIN §1，标段状态机）。",
            "请由招标人或其代理机构签名。")),
        (RefusalCode.NoticeKind, new(
            "延期须更晚，更正不改变开标时间，招标公告只发布一次（DOMAIN §1）。",
            "请选择与开标时间相符的公告种类。")),
        (RefusalCode.DecryptionFailureAttributed, new(
            "解密失败的责任只认定一次，因其决定保证金的去留（电子招标投标办法第三十一条）。",
            "无需处理：认定有效。有误的，请向监管部门提出。")),
        (RefusalCode.BadCommitteeSignature, new(
            "评标由评标委员会独立进行（招标投标法第三十七条、第四十条）：报告和候选人由其密钥签名（docs/spec/transaction.md）。",
            "请先指定评标委员会，并由其密钥对本链的评标字节签名。")),
        (RefusalCode.PublicityNotOver, new(
            "定标在中标候选人公示之后（实施条例第五十四条）。",
            "请等到公示结束。")),
        (RefusalCode.NotACandidate, new(
            "中标人是评标委员会推荐的候选人（招标投标法第四十条；实施条例第五十五条）。",
            "请从候选人中定标；前一候选人放弃的，定下一候选人。")),
    ];
}
