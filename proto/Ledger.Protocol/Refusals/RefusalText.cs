using System.Text.RegularExpressions;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>One refusal's row in <see cref="RefusalCatalog"/>: whatever is said of a code anywhere follows from it.</summary>
/// <param name="Code">The stable number.</param>
/// <param name="Kind">What sort of fault it is.</param>
/// <param name="Rule">The rule that was broken, with its source.</param>
/// <param name="Remedy">What to do next.</param>
/// <param name="Chinese">
/// Rule and remedy in Chinese. The detail of a single refusal, with its values, is in English alone: it is part of receipts.
/// </param>
/// <param name="Transient">Whether the same bytes may be accepted later.</param>
public sealed partial record RefusalText(
    RefusalCode Code, RefusalKind Kind, string Rule, string Remedy, RefusalWords Chinese, bool Transient = false)
{
    /// <summary>The stable name: the code's own, in capitals.</summary>
    public string Name { get; } = WordStart().Replace(Code.ToString(), "_").ToUpperInvariant();

    /// <summary>One refusal in the words of this row, as gRPC carries it.</summary>
    /// <param name="detail">What was wrong, with its values.</param>
    public Refusal Describe(string detail) => new()
    {
        Code = (uint)Code,
        Name = Name,
        Message = detail,
        Rule = Rule,
        Remedy = Remedy,
        Transient = Transient,
        RuleZh = Chinese.Rule,
        RemedyZh = Chinese.Remedy,
    };

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();
}

/// <summary>A refusal in another language than English.</summary>
/// <param name="Rule">The rule that was broken, with its source.</param>
/// <param name="Remedy">What to do next.</param>
public sealed record RefusalWords(string Rule, string Remedy);
