using Ledger.Protocol;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Judgements;

/// <summary>One thing that a person should look at before a call is sent, for what lands stays.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Field">The field's name in ledger.v1.</param>
/// <param name="Words">What is doubtful and what to do, in English; times in UTC milliseconds, as the chain's own words have them.</param>
/// <param name="ChineseWords">The same in Chinese.</param>
public sealed record CallWarning(CallWarningKind Kind, string Field, string Words, string ChineseWords)
{
    /// <summary>A code whose check character fails; null where it holds, or where the code has no shape, which is refused.</summary>
    public static CallWarning? OfCode(string field, string code)
    {
        if (!UnifiedSocialCreditCode.HasShape(code) || UnifiedSocialCreditCode.HasValidCheck(code))
        {
            return null;
        }

        var expected = UnifiedSocialCreditCode.CheckCharacter(code.AsSpan(0, UnifiedSocialCreditCode.Length - 1));
        return new CallWarning(
            CallWarningKind.NeedsRegistryConfirmation,
            field,
            $"The check character of {code} fails; it would be {expected}. Compare the code with the registry's.",
            $"{code} 的校验码不符，应为 {expected}；请与登记机关核对。");
    }

    /// <summary>A premium of nothing.</summary>
    public static CallWarning NoPremium { get; } = new(
        CallWarningKind.NoPremium, "premium_fen", "The premium is 0: the bidder pays nothing.", "保费为 0，投标人无需支付。");

    /// <summary>An end that does not cover the bids' validity.</summary>
    /// <param name="needed">When that ends (实施条例 §25), UTC milliseconds.</param>
    public static CallWarning EndsTooEarly(long needed) => new(
        CallWarningKind.EndsTooEarly,
        "valid_until",
        $"The guarantee ends before the bids' validity does; the end that is needed is {needed}.",
        $"保函有效期短于投标有效期，至少应至 {needed} 。");

    /// <summary>Rules that this program does not know.</summary>
    public static CallWarning OfRules(uint version) => new(
        CallWarningKind.UnknownRules,
        "rule_version",
        $"This program knows the rules up to version {RuleVersions.Known}, and this is version {version}. Once it is in force, every " +
        "node whose program does not know it stops, loses nothing and waits for one that does. First see that all members run one.",
        $"本程序只认得规则版本 {RuleVersions.Known} 及以前，这里是版本 {version}。一旦生效，不认得它的节点都会停下（不丢失任何内容），" +
        "直到换上认得它的程序。请先确认各成员都已换好。");

    /// <summary>A step of a section that comes after its last instant.</summary>
    public static CallWarning IsLate(SectionDuty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        return new CallWarning(
            CallWarningKind.Late,
            "section_code",
            $"This was due by {duty.Due} ({duty.Source}). It is recorded all the same, and shows as late.",
            $"依法应在 {duty.Due} 前完成（{duty.Source}）；仍可记录，但将显示为逾期。");
    }
}
