using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Who the test consortium's members are. The public bodies exist, the guarantors are invented; every code is invented.</summary>
internal static class MemberCatalog
{
    internal sealed record Entry(string KeyName, string Name, string Region, Role Role, string UsccPrefix);

    internal sealed record GuarantorEntry(string KeyName, string Name, GuaranteeForm Form, int Share);

    /// <summary>The members with validators, in the order of their nodes.</summary>
    internal static IReadOnlyList<Entry> Validators { get; } =
    [
        new("zhuhai", "珠海市公共资源交易中心", "440400", Role.TradingCentre, "12440400"),
        new("beijing", "北京市公共资源交易中心", "110000", Role.TradingCentre, "12110000"),
        new("guangzhou", "广州公共资源交易中心", "440100", Role.TradingCentre, "12440100"),
        new("regulator", "公共资源交易监管机构（测试）", "440400", Role.Regulator, "11440400"),
    ];

    /// <summary>The authority that issues qualifications (资质主管部门); it runs no node.</summary>
    internal static Entry Issuer { get; } =
        new("housing", "住房和城乡建设主管部门（测试）", "440000", Role.IssuingAuthority, "11440000");

    internal static IReadOnlyList<GuarantorEntry> Guarantors { get; } =
    [
        new("bank-1", "海韵银行股份有限公司珠海分行", GuaranteeForm.Bank, 12),
        new("bank-2", "岭南商融银行股份有限公司珠海分行", GuaranteeForm.Bank, 9),
        new("bank-3", "湾区合众银行股份有限公司珠海分行", GuaranteeForm.Bank, 7),
        new("bank-4", "香山农商银行股份有限公司", GuaranteeForm.Bank, 5),
        new("bank-5", "斗门惠民村镇银行股份有限公司", GuaranteeForm.Bank, 3),
        new("insurer-1", "瀚海财产保险股份有限公司珠海中心支公司", GuaranteeForm.Insurance, 13),
        new("insurer-2", "南粤安泰财产保险股份有限公司珠海中心支公司", GuaranteeForm.Insurance, 9),
        new("insurer-3", "同舟信用保险股份有限公司广东分公司", GuaranteeForm.Insurance, 7),
        new("insurer-4", "青帆财产保险股份有限公司珠海营业部", GuaranteeForm.Insurance, 5),
        new("surety-1", "珠海市诚桥融资担保有限公司", GuaranteeForm.Surety, 14),
        new("surety-2", "广东恒砥工程担保有限公司", GuaranteeForm.Surety, 10),
        new("surety-3", "横琴远岸非融资性担保有限公司", GuaranteeForm.Surety, 6),
    ];
}
