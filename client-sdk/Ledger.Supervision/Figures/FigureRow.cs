namespace Ledger.Supervision;

/// <summary>The figures of one group. Of guarantors, what is a section's alone – opened, failed, bidders – is 0.</summary>
public sealed record FigureRow
{
    /// <summary>The group's name; empty where there is one alone.</summary>
    public string Group { get; init; } = string.Empty;

    /// <summary>What a centre or guarantor is called on the chain; empty of other groups.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Sections announced; of a guarantor those in which it had a guarantee.</summary>
    public long Sections { get; init; }

    /// <summary>Of these, opened.</summary>
    public long SectionsOpened { get; init; }

    /// <summary>Of these, failed (流标, 废标).</summary>
    public long SectionsFailed { get; init; }

    /// <summary>Bids opened.</summary>
    public long Bidders { get; init; }

    /// <summary>Guarantees revealed.</summary>
    public long Guarantees { get; init; }

    /// <summary>Their amounts, in fen: cash that nobody had to tie up.</summary>
    public long CashReplacedFen { get; init; }

    /// <summary>What they cost, in fen.</summary>
    public long PremiumsFen { get; init; }

    /// <summary>Guarantees that were claimed on.</summary>
    public long Claims { get; init; }

    /// <summary>The newest claims' amounts, in fen.</summary>
    public long ClaimedFen { get; init; }

    /// <summary>Paid on claims, in fen.</summary>
    public long PaidFen { get; init; }

    /// <summary>Guarantees released.</summary>
    public long Returned { get; init; }

    /// <summary>Days from a section's announcement to a release, the middle one; null where none was released.</summary>
    public double? DaysToReturnMedian { get; init; }

    /// <summary>The longest of these.</summary>
    public double? DaysToReturnMax { get; init; }

    /// <summary>Guarantees that still stand.</summary>
    public long Outstanding { get; init; }

    /// <summary>What they stand for, in fen, less what was paid.</summary>
    public long OutstandingFen { get; init; }

    /// <summary>Guarantees whose return is overdue.</summary>
    public long ReturnsLate { get; init; }

    /// <summary>
    /// Guarantees of which nobody can tell whether it is: their records are not what any contract writes. 0 on a sound chain.
    /// </summary>
    public long ReturnsUnjudged { get; init; }
}
