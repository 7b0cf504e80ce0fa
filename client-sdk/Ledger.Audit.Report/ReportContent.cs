namespace Ledger.Audit.Report;

/// <summary>What a report says, part by part, in the order of its pages.</summary>
public sealed record ReportContent
{
    /// <summary>The chain, as the head of each page names it.</summary>
    public required string Chain { get; init; }

    /// <summary>Whether nothing deviates and no rule was broken.</summary>
    public required bool IsClean { get; init; }

    /// <summary>The verdict in Chinese.</summary>
    public required string Chinese { get; init; }

    /// <summary>The verdict in English.</summary>
    public required string English { get; init; }

    /// <summary>The parts.</summary>
    public required IReadOnlyList<ReportPart> Parts { get; init; }

    /// <summary>When it was made, UTC milliseconds: all that is of the clock.</summary>
    public required long MadeAt { get; init; }
}

/// <summary>One part under its heading: paragraphs, rows, charts, each where there are any.</summary>
/// <param name="Chinese">The heading in Chinese.</param>
/// <param name="English">The heading in English.</param>
public sealed record ReportPart(string Chinese, string English)
{
    /// <summary>Text, a paragraph each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Rows: what it is in both languages, and its value.</summary>
    public IReadOnlyList<(string Chinese, string English, string Value)> Rows { get; init; } = [];

    /// <summary>Charts.</summary>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];
}

/// <summary>Bars over groups, such as months.</summary>
/// <param name="Title">What is shown, in both languages, with its unit.</param>
/// <param name="Bars">Each with its name and its value, which is never below 0; the first <see cref="BarsMax"/> are drawn.</param>
/// <param name="Format">How a value is written.</param>
public sealed record ReportChart(string Title, IReadOnlyList<(string Name, double Value)> Bars, Func<double, string> Format)
{
    /// <summary>Most bars of one chart.</summary>
    public const int BarsMax = 36;
}
