using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Cli.Views.Designs;

/// <summary>A refusal: what, by which rule, what to do, and the stable code at the end.</summary>
internal static class RefusalView
{
    internal static void Write(Screen screen, RefusalCode code, string detail, RefusalText? text)
    {
        screen.Line($"{screen.Say("Refused", "被拒绝")}: {Moments.InProse(detail)}");
        var rows = new List<(string Label, string Value)>();
        if (text is not null)
        {
            rows.Add((screen.Say("rule", "规则"), Both(screen, text.Rule, text.Chinese.Rule)));
            rows.Add((screen.Say("what to do", "怎么办"), Both(screen, text.Remedy, text.Chinese.Remedy)));
        }

        rows.Add((screen.Say("code", "代码"), string.Create(CultureInfo.InvariantCulture, $"{(uint)code} {text?.Name ?? code.ToString()}")));
        screen.Pairs(rows);
    }

    // The English words stand in specifications and logs: who reads Chinese gets both.
    private static string Both(Screen screen, string english, string chinese) => screen.IsChinese ? $"{chinese}\n{english}" : english;
}
