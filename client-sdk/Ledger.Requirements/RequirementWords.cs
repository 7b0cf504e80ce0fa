using System.Globalization;
using Ledger.Protocol.Terms;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Requirements;

/// <summary>A requirement and how a bidder stands to it, said back in words.</summary>
public static class RequirementWords
{
    /// <summary>One thing said in both languages.</summary>
    /// <param name="English">In English.</param>
    /// <param name="Chinese">In Chinese.</param>
    public sealed record Said(string English, string Chinese);

    /// <summary>What an item asks.</summary>
    public static Said Of(RequirementItem item) => item switch
    {
        QualificationItem one => new(
            $"qualification {one.TypeCode} of level {one.LevelCode} or above" +
            (one.Certified ? ", with a certificate valid at the deadline" : ""),
            $"具有 {one.TypeCode} 类 {one.LevelCode} 级及以上资质{(one.Certified ? "，且资质证书在投标截止时有效" : "")}"),
        PerformanceItem one => new(
            $"{one.Count} or more {(one.Accepted ? "accepted " : "")}contracts of class {one.TradeClass}{Amount(one, " of ", " or more")}" +
            $"{Since(one, " since ", "")}",
            $"{Since(one, "自 ", " 以来")}有 {one.Count} 项以上{(one.Accepted ? "已竣工验收的" : "")} {one.TradeClass} 类业绩" +
            $"{Amount(one, "，单项合同额不低于 ", "")}"),
        PersonItem one => new(
            $"{one.Count} or more persons with a valid certificate {one.Category}" +
            (one.Specialty.Length > 0 ? $" in {one.Specialty}" : ""),
            $"{one.Count} 名以上持有效 {one.Category} 证书{(one.Specialty.Length > 0 ? $"（{one.Specialty}）" : "")}的人员"),
        NoCreditItem one => new(
            $"no {string.Join(" or ", one.Kinds.Select(kind => kind.ToString().ToLowerInvariant()))} in force",
            $"无有效的{string.Join("、", one.Kinds.Select(kind => ChineseTerms.Of(nameof(CreditKind), kind.ToString())))}"),
        ScoreItem one => new(
            $"a score of {Points(one.HundredthsMin)} or more by {one.Code}", $"{one.Code} 信用评价得分不低于 {Points(one.HundredthsMin)}"),
        _ => throw new ArgumentException($"There are no words for a {item?.GetType().Name}.", nameof(item)),
    };

    /// <summary>How a bidder stands to an item, and why.</summary>
    public static Said Of(ItemAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var reason = Of(answer.Reason);
        var outcome = answer.Outcome switch
        {
            CheckOutcome.Met => new Said("met", "符合"),
            CheckOutcome.NotMet => new Said("not met", "不符合"),
            _ => new Said("unknown", "无法判定"),
        };
        return new(
            $"{outcome.English}: {reason.English}{(answer.IsConflicting ? "; issuers differ" : "")}" +
            $"{(answer.IsLate ? "; rests on what was recorded only afterwards" : "")}",
            $"{outcome.Chinese}：{reason.Chinese}{(answer.IsConflicting ? "；各机构说法不一" : "")}" +
            $"{(answer.IsLate ? "；所依据的记录系事后补录" : "")}");
    }

    /// <summary>A reason.</summary>
    public static Said Of(RequirementReason reason) => reason switch
    {
        RequirementReason.Shown => new("the records show it", "链上记录可以证明"),
        RequirementReason.NotOnChain => new(
            "the chain shows none or too few, which proves nothing; ask for the papers", "链上没有或不足，并不说明没有；请查验证件"),
        RequirementReason.TooLow => new("what there is is too low", "等级或得分不够"),
        RequirementReason.NotInForce => new(
            "what there is was not in force then: suspended, expired or revoked", "已有的记录当时无效：暂停、到期或撤销"),
        RequirementReason.NoValidCertificate => new("no certificate for it was valid then", "资质有效，但当时没有有效的资质证书"),
        RequirementReason.Blocked => new("a record in force stands against it", "存在有效的限制性信用记录"),
        RequirementReason.NotInCatalogue => new(
            "the catalogue in force then has no such type or level", "当时有效的资质目录中没有该类别或等级"),
        RequirementReason.IssuersDiffer => new(
            "two issuers say different things; both stand, and a person must ask them", "两个机构说法不一，两者并存，须向机构核实"),
        RequirementReason.Incomplete => new("it is not proved that these are all records", "未能证明已列出全部记录"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There are no words for it."),
    };

    private static string Amount(PerformanceItem item, string before, string after) => item.ContractFenMin == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{before}¥{item.ContractFenMin / 100:N0}.{item.ContractFenMin % 100:D2}{after}");

    // China has one zone and no summer time.
    private static string Since(PerformanceItem item, string before, string after) => item.Since == 0
        ? ""
        : before + DateTimeOffset.FromUnixTimeMilliseconds(item.Since).ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + after;

    private static string Points(uint hundredths) =>
        string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:D2}");
}
