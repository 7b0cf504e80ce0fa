using Ledger.Exchange.Shapes;
using Ledger.Protocol;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Exchange.Elements;

/// <summary>Shapes that several elements have. Codes are checked by the chain's own rules.</summary>
internal static class SharedShapes
{
    internal static readonly ElementShape Project = new CodeShape(
        "a code of 17 characters: a capital letter, six digits, then digits and capital letters", TradeCodes.Project);
    internal static readonly ElementShape TenderProject = new CodeShape(
        "a code of 20 characters: the project code and three more", TradeCodes.TenderProject);
    internal static readonly ElementShape Section = new CodeShape(
        "a code of 23 characters: the tender project code and three more", TradeCodes.Section);
    internal static readonly ElementShape UnifiedDeal = new CodeShape(
        "a code of 40 characters as B01-12350100MB02709751-20161231-211018-2", TradeCodes.UnifiedDeal);
    internal static readonly ElementShape Investment = new CodeShape(
        "a code of 24 characters as 2020-440402-48-03-012345", TradeCodes.InvestmentProject);
    internal static readonly ElementShape TradeClass = new CodeShape("A, B, C or D, alone or with two digits", TradeCodes.TradeClass);
    internal static readonly ElementShape Region = new CodeShape("a GB/T 2260 code of six digits", CheckRegion);
    internal static readonly ElementShape Uscc = new UsccShape();
    internal static readonly ElementShape Name = new TextShape(ExchangeLimits.NameCharsMax);
    internal static readonly ElementShape Amount = new AmountShape();
    internal static readonly ElementShape Time = new TimeShape();
    internal static readonly ElementShape Hash = new HexShape(Digest.Bytes);
    internal static readonly ElementShape GuaranteeId = new HexShape(GuaranteeTables.IdBytes);

    private static Refused CheckRegion(string code) => code.Length == 6 && !code.AsSpan().ContainsAnyExceptInRange('0', '9')
        ? Refused.No
        : new Refused(RefusalCode.BadCode, string.Empty);
}
