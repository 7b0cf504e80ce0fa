namespace Ledger.Seeds;

/// <summary>A tender project (招标项目) of the record.</summary>
/// <param name="ProjectCode">项目编号, 17 characters.</param>
/// <param name="TenderProjectCode">招标项目编号, 20 characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tenderer">招标人, the beneficiary of its bonds.</param>
/// <param name="Region">GB/T 2260 code.</param>
/// <param name="TradeClass">A01 housing, A02 municipal, A03 roads, A07 water, A99 other construction, D government procurement.</param>
public sealed record ProjectPlan(
    string ProjectCode, string TenderProjectCode, string Name, MarketSubject Tenderer, string Region, string TradeClass);
