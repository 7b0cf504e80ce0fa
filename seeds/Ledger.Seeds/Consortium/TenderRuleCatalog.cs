using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// The periods, shares and prohibitions for the whole country that were in force during the record, and those that followed, from their own
/// dates (DOMAIN §1, §2). Classes without an entry have no such rule.
/// </summary>
internal static class TenderRuleCatalog
{
    private const string WholeCountry = "000000";
    private const string Construction = "A";
    private const string Procurement = "D";

    private const string TenderLaw = "招标投标法";
    private const string TenderRegulation = "招标投标法实施条例";
    private const string ProcurementLaw = "政府采购法";
    private const string ProcurementOrder = "政府采购货物和服务招标投标管理办法（财政部87号令）";
    private const string GuaranteeRuling = "最高人民法院关于审理独立保函纠纷案件若干问题的规定";
    private const string GuaranteeRules = "见索即付保函统一规则（URDG 758）";
    private const string DepositNotice = "国家发展改革委等部门关于完善招标投标交易担保制度的通知（发改法规〔2023〕27号）";

    // Each text in the version that was in force during the record, from the day of that version.
    private static readonly Text TenderLawText = new("2017年修正", At(2017, 12, 28));
    private static readonly Text TenderRegulationText = new("2019年修订", At(2019, 3, 2));
    private static readonly Text ProcurementLawText = new("2014年修正", At(2014, 8, 31));
    private static readonly Text ProcurementRegulationText = new("2015年公布", At(2015, 3, 1));
    private static readonly Text ProcurementOrderText = new("2017年公布", At(2017, 10, 1));
    private static readonly Text DepositNoticeText = new("2023年印发", At(2023, 1, 6));
    private static readonly Text GuaranteeRulesText = new("2010年版", At(2010, 7, 1));
    private static readonly Text GuaranteeRulingText = new("2016年公布", At(2016, 12, 1));

    internal static IEnumerable<TenderRule> Rules =>
    [
        Rule(Construction, TenderRuleKind.DocumentDaysMin, 20, TenderLawText, $"{TenderLaw}第二十四条"),
        Rule(Construction, TenderRuleKind.ClarificationDaysMin, 15, TenderLawText, $"{TenderLaw}第二十三条"),
        Rule(Construction, TenderRuleKind.PublicityDaysMin, 3, TenderRegulationText, $"{TenderRegulation}第五十四条"),
        Rule(Construction, TenderRuleKind.PublicityDaysAfterReportMax, 3, TenderRegulationText, $"{TenderRegulation}第五十四条"),
        Rule(Construction, TenderRuleKind.ObjectionDaysMax, 3, TenderRegulationText, $"{TenderRegulation}第二十二条、第五十四条"),
        Rule(Construction, TenderRuleKind.PerformanceBondMax, 1_000, TenderRegulationText, $"{TenderRegulation}第五十八条"),
        Rule(Construction, TenderRuleKind.ContractDaysMax, 30, TenderLawText, $"{TenderLaw}第四十六条"),
        Rule(Construction, TenderRuleKind.ReturnDaysAfterContract, 5, TenderRegulationText, $"{TenderRegulation}第五十七条"),
        Rule(Construction, TenderRuleKind.BiddersMin, 3, TenderLawText, $"{TenderLaw}第二十八条"),
        Rule(Construction, TenderRuleKind.CashAndGuarantees, 1, DepositNoticeText, DepositNotice),
        Rule(Construction, TenderRuleKind.NoDesignatedGuarantor, 1, DepositNoticeText, DepositNotice),
        Rule(Procurement, TenderRuleKind.DocumentDaysMin, 20, ProcurementLawText, $"{ProcurementLaw}第三十五条"),
        Rule(Procurement, TenderRuleKind.ClarificationDaysMin, 15, ProcurementOrderText, $"{ProcurementOrder}第二十七条"),
        Rule(Procurement, TenderRuleKind.PerformanceBondMax, 1_000, ProcurementRegulationText, "政府采购法实施条例第四十八条"),
        Rule(Procurement, TenderRuleKind.NonCashOnly, 1, ProcurementRegulationText, "政府采购法实施条例第三十三条"),
        Rule(Procurement, TenderRuleKind.ContractDaysMax, 30, ProcurementLawText, $"{ProcurementLaw}第四十六条"),
        Rule(Procurement, TenderRuleKind.ReturnWorkdaysAfterAward, 5, ProcurementOrderText, $"{ProcurementOrder}第三十八条"),
        Rule(Procurement, TenderRuleKind.ReturnWorkdaysAfterContract, 5, ProcurementOrderText, $"{ProcurementOrder}第三十八条"),
        Rule(Procurement, TenderRuleKind.BiddersMin, 3, ProcurementOrderText, $"{ProcurementOrder}第四十三条"),
        Rule(Procurement, TenderRuleKind.CompliantMin, 3, ProcurementOrderText, $"{ProcurementOrder}第四十三条"),
        .. OfClaims(Construction),
        .. OfClaims(Procurement),
    ];

    private static IEnumerable<TenderRule> OfClaims(string tradeClass) =>
    [
        Rule(tradeClass, TenderRuleKind.ExaminationWorkdaysMax, 5, GuaranteeRulesText, $"{GuaranteeRules}第二十条"),
        Rule(tradeClass, TenderRuleKind.ExtendOrPayDaysMax, 30, GuaranteeRulesText, $"{GuaranteeRules}第二十三条"),
        Rule(tradeClass, TenderRuleKind.SuspensionWithoutSuitDaysMax, 30, GuaranteeRulingText, $"{GuaranteeRuling}第十六条"),
    ];

    private static TenderRule Rule(string tradeClass, TenderRuleKind kind, uint value, Text text, string source) => new()
    {
        Region = WholeCountry,
        TradeClass = tradeClass,
        Kind = kind,
        EffectiveFrom = text.From,
        Value = value,
        Source = source,
        LawVersion = text.Version,
    };

    private static long At(int year, int month, int day) =>
        ChineseCalendar.At(new DateOnly(year, month, day), TimeOnly.MinValue).ToUnixTimeMilliseconds();

    private sealed record Text(string Version, long From);
}
