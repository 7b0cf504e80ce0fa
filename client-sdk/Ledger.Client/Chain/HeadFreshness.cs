using System.Globalization;

namespace Ledger.Client;

/// <summary>
/// How old the newest final block that a node shows is by the client's own clock. A certificate proves that a block is final, never that it
/// is the newest: only the age tells a node that holds newer blocks back, or one that is cut off, from one that follows the chain.
/// </summary>
/// <param name="Height">The block's height.</param>
/// <param name="BlockTime">Its time, UTC milliseconds.</param>
/// <param name="Age">By the client's clock; below zero where the block is ahead of it.</param>
/// <param name="Allowed"><see cref="LedgerClientOptions.MaxHeadAge"/>; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
public sealed record HeadFreshness(ulong Height, long BlockTime, TimeSpan Age, TimeSpan Allowed)
{
    private const long MillisecondsMax = 1L << 49; // some 17,000 years: what TimeSpan holds with room to spare

    /// <summary>
    /// Whether the block is no further from the client's clock than is allowed, either way: a clock that is behind makes any block look
    /// new.
    /// </summary>
    public bool IsFresh => Allowed == Timeout.InfiniteTimeSpan || Age.Duration() <= Allowed;

    /// <summary>The age in words and, where the block is not fresh, what that means and what to do.</summary>
    public string Words => this switch
    {
        { IsFresh: false, Age.Ticks: < 0 } =>
            $"The newest final block, {Height}, is {Show(Age, EnglishUnits)} ahead of this computer's clock, more than " +
            $"{Show(Allowed, EnglishUnits)}: nobody can tell by it how old the state is. Set the clock.",
        { IsFresh: false } =>
            $"The newest final block that the node shows, {Height}, is {Show(Age, EnglishUnits)} old, more than " +
            $"{Show(Allowed, EnglishUnits)}: the node holds newer ones back or is cut off, the chain stands still, or this computer's " +
            $"clock is ahead. What was read may have changed since. Ask another node.",
        _ =>
            $"The newest final block, {Height}, is {Show(Age, EnglishUnits)} {(Age.Ticks < 0 ? "ahead of this computer's clock" : "old")}.",
    };

    /// <summary>The same in Chinese.</summary>
    public string ChineseWords => this switch
    {
        { IsFresh: false, Age.Ticks: < 0 } =>
            $"最新的终局区块 {Height} 比本机时钟早了 {Show(Age, ChineseUnits)}，超过 {Show(Allowed, ChineseUnits)}：无法据此判断状态的新旧。请校准本机时钟。",
        { IsFresh: false } =>
            $"节点给出的最新终局区块 {Height} 已是 {Show(Age, ChineseUnits)}以前的，超过 " +
            $"{Show(Allowed, ChineseUnits)}：节点隐瞒了更新的区块或已与其他节点失联，或者链已停止，或者本机时钟偏快。所读内容此后可能已经变化，请改问其他节点。",
        _ => $"最新的终局区块 {Height} {(Age.Ticks < 0 ? "比本机时钟早" : "距今")} {Show(Age, ChineseUnits)}。",
    };

    private static string[] EnglishUnits => [" d", " h", " min", " s", " "];

    private static string[] ChineseUnits => [" 天", " 小时", " 分", " 秒", " "];

    internal static HeadFreshness At(DateTimeOffset now, ulong height, long blockTime, TimeSpan allowed)
    {
        var milliseconds = Math.Clamp(now.ToUnixTimeMilliseconds() - blockTime, -MillisecondsMax, MillisecondsMax);
        return new HeadFreshness(height, blockTime, TimeSpan.FromMilliseconds(milliseconds), allowed);
    }

    // The two largest units that are not zero: more would not help anybody to decide.
    private static string Show(TimeSpan span, string[] units)
    {
        var whole = span.Duration();
        (int Value, string Unit)[] parts =
        [
            (whole.Days, units[0]), (whole.Hours, units[1]), (whole.Minutes, units[2]), (whole.Seconds, units[3]),
        ];
        var shown = parts.SkipWhile(part => part.Value == 0).Take(2).Where(part => part.Value > 0)
            .Select(part => part.Value.ToString(CultureInfo.InvariantCulture) + part.Unit).ToList();
        return shown.Count == 0 ? $"0{units[3]}" : string.Join(units[4], shown);
    }
}
