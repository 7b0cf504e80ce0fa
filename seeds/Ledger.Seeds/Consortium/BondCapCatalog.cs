using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The caps on bid bonds that were in force for the whole country during the record (DOMAIN §1).</summary>
internal static class BondCapCatalog
{
    private const string WholeCountry = "000000";
    private const uint TwoPercent = 200;

    internal static IReadOnlyList<BondCap> Caps { get; } =
    [
        new()
        {
            Region = WholeCountry,
            TradeClass = "A",
            EffectiveFrom = At(2019, 3, 2),
            ShareBasisPoints = TwoPercent,
            AbsoluteFen = 80_000_000,
            Source = "工程建设项目施工招标投标办法（七部委30号令）第三十七条；招标投标法实施条例第二十六条",
            LawVersion = "2013年修改；实施条例2019年修订",
        },
        new()
        {
            Region = WholeCountry,
            TradeClass = "D",
            EffectiveFrom = At(2017, 10, 1),
            ShareBasisPoints = TwoPercent,
            Source = "政府采购货物和服务招标投标管理办法（财政部87号令）第三十八条",
            LawVersion = "2017年公布",
        },
    ];

    private static long At(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
}
