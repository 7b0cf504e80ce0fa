using Ledger.Protocol;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>What is wrong with a row of an import, and what to do.</summary>
/// <param name="Line">The line of the file on which the row begins, from 1.</param>
/// <param name="Column">The column's number, from 1; 0 where it is the row as a whole.</param>
/// <param name="Field">The column's name; empty for the row as a whole.</param>
/// <param name="Rule">The name of the rule that was broken.</param>
/// <param name="English">What is wrong, and what to do.</param>
/// <param name="Chinese">The same in Chinese.</param>
internal sealed record ImportFault(long Line, int Column, string Field, string Rule, string English, string Chinese)
{
    /// <summary>The fault of a row that a rule of the chain refuses.</summary>
    internal static ImportFault Of(long line, Refused refused)
    {
        var text = RefusalCatalog.Find(refused.Code)!;
        return new(
            line, 0, "", text.Name, $"Line {line}: {refused.Detail} {text.Rule} {text.Remedy}",
            $"第 {line} 行：{text.Chinese.Rule}{text.Chinese.Remedy}（{refused.Detail}）");
    }

    /// <summary>The fault for programs.</summary>
    internal Document Document => new()
    {
        ["line"] = Line,
        ["column"] = Column,
        ["field"] = Field,
        ["rule"] = Rule,
        ["message"] = English,
        ["message_zh"] = Chinese,
    };
}
