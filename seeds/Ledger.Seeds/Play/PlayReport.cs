namespace Ledger.Seeds;

/// <summary>What a play did and how long it took.</summary>
public sealed record PlayReport
{
    /// <summary>Transactions made final in this run, by name: <c>Guarantee.Issue</c>.</summary>
    public required IReadOnlyDictionary<string, long> Transactions { get; init; }

    /// <summary>Of them, those whose effect an earlier run had already had.</summary>
    public required long Repeated { get; init; }

    /// <summary>Transactions of the record that an earlier run had finished, and that were not handed in again.</summary>
    public required long Skipped { get; init; }

    /// <summary>Seconds from the first to the last.</summary>
    public required double Seconds { get; init; }

    /// <summary>Times from submission to finality, as the client saw them.</summary>
    public required LatencyHistogram SubmitToFinal { get; init; }

    /// <summary>How often an opening key was tried on a sealed record.</summary>
    public required long Trials { get; init; }
}

/// <summary>How far a play is.</summary>
/// <param name="Done">Transactions that are final, those of an earlier run included.</param>
/// <param name="Total">Transactions of the record.</param>
/// <param name="PerSecond">Final transactions a second in this run.</param>
/// <param name="Left">Time left at this rate.</param>
/// <param name="Height">Height of the newest block when the day began.</param>
/// <param name="Day">The record's day.</param>
public readonly record struct PlayProgress(int Done, int Total, double PerSecond, TimeSpan Left, ulong Height, DateOnly Day);
