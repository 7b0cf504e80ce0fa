using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// The types of construction qualification and their levels (建筑业企业资质标准, 建市〔2014〕159号; codes of jzsc), and what the reform made of
/// them (建市〔2020〕94号): 12 general, 36 special, labour. The codes of the reform's levels and its date are M: data that a vote corrects.
/// </summary>
internal static class QualificationCatalog
{
    private const string Standard = "建筑业企业资质标准（建市〔2014〕159号）";
    private const string Reform = "建设工程企业资质管理制度改革方案（建市〔2020〕94号）";
    private const string None = "N"; // 不分等级

    private static readonly string[] General =
    [
        "建筑工程:TABC", "公路工程:TABC", "铁路工程:TABC", "港口与航道工程:TABC", "水利水电工程:TABC", "电力工程:TABC", "矿山工程:TABC", "冶金工程:TABC",
        "石油化工工程:TABC", "市政公用工程:TABC", "通信工程:ABC", "机电工程:ABC",
    ];

    private static readonly string[] Special =
    [
        "地基基础工程:ABC", "起重设备安装工程:ABC", "预拌混凝土:N", "电子与智能化工程:AB", "消防设施工程:AB", "防水防腐保温工程:AB", "桥梁工程:ABC",
        "隧道工程:ABC", "钢结构工程:ABC", "模板脚手架:N", "建筑装修装饰工程:AB", "建筑机电安装工程:ABC", "建筑幕墙工程:AB", "古建筑工程:ABC",
        "城市及道路照明工程:ABC", "公路路面工程:ABC", "公路路基工程:ABC", "公路交通工程:AB", "铁路电务工程:ABC", "铁路铺轨架梁工程:AB",
        "铁路电气化工程:ABC", "机场场道工程:AB", "民航空管工程及机场弱电系统工程:AB", "机场目视助航工程:AB", "港口与海岸工程:ABC", "航道工程:ABC",
        "通航建筑物工程:ABC", "港航设备安装及水上交管工程:AB", "水工金属结构制作与安装工程:ABC", "水利水电机电安装工程:ABC", "河湖整治工程:ABC",
        "输变电工程:ABC", "核工程:AB", "海洋石油工程:AB", "环保工程:ABC", "特种工程:N",
    ];

    private static readonly Dictionary<char, string> Names = new()
    {
        ['T'] = "特级",
        ['A'] = "一级",
        ['B'] = "二级",
        ['C'] = "三级",
        ['N'] = "不分等级",
    };

    internal static IEnumerable<QualificationType> Types =>
    [
        .. General.Select((entry, i) => Type($"D1{i + 1:D2}", QualificationCategory.General, "施工总承包", entry)),
        .. Special.Select((entry, i) => Type($"D2{i + 1:D2}", QualificationCategory.Special, "专业承包", entry)),
        Type("D301", QualificationCategory.Labour, "", $"施工劳务:{None}"),
        .. General.Select((entry, i) => Reformed($"D1{i + 1:D2}", QualificationCategory.General, "施工总承包", entry)),
        .. Special.Where(entry => !entry.EndsWith(None, StringComparison.Ordinal)).Select(
            entry => Reformed($"D2{Array.IndexOf(Special, entry) + 1:D2}", QualificationCategory.Special, "专业承包", entry)),
    ];

    private static QualificationType Type(string code, QualificationCategory category, string kind, string entry)
    {
        var (name, levels) = Split(entry);
        return new QualificationType
        {
            Code = code,
            Category = category,
            Name = name + kind,
            Levels = { levels.Select(level => new QualificationLevel { Code = level.ToString(), Name = Names[level] }) },
            EffectiveFrom = At(2015, 1, 1),
            Source = Standard,
            LawVersion = "2014年印发",
        };
    }

    // 甲 for the special and first levels of before, 乙 for the rest.
    private static QualificationType Reformed(string code, QualificationCategory category, string kind, string entry)
    {
        var (name, levels) = Split(entry);
        return new QualificationType
        {
            Code = code,
            Category = category,
            Name = name + kind,
            Levels =
            {
                new QualificationLevel { Code = "J", Name = "甲级", Formerly = { Codes(levels, "TA") } },
                new QualificationLevel { Code = "Y", Name = "乙级", Formerly = { Codes(levels, "BC") } },
            },
            EffectiveFrom = At(2025, 1, 1),
            Source = Reform,
            LawVersion = "2020年印发",
        };
    }

    private static IEnumerable<string> Codes(string levels, string among) =>
        levels.Where(among.Contains).Select(level => level.ToString());

    private static (string Name, string Levels) Split(string entry)
    {
        var parts = entry.Split(':');
        return (parts[0], parts[1]);
    }

    private static long At(int year, int month, int day) =>
        ChineseCalendar.At(new DateOnly(year, month, day), TimeOnly.MinValue).ToUnixTimeMilliseconds();
}
