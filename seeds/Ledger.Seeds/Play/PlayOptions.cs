namespace Ledger.Seeds;

/// <summary>How a record is played.</summary>
public sealed record PlayOptions
{
    /// <summary>Most transactions that are handed in and not yet final: 1 to 10,000.</summary>
    public int InFlightMax { get; init; } = 64;

    /// <summary>Most days prepared ahead – sealed, opened and signed – while one is played: 1 to 100.</summary>
    public int DaysAheadMax { get; init; } = 3;

    /// <summary>Threads that prepare; at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether a section's opening key is tried on every sealed record that could be the section's, as the centre has to. Otherwise the
    /// record is asked which those are, and only they are tried: the same transactions, and half the computing saved.
    /// </summary>
    public bool TriesEverySealedRecord { get; init; } = true;

    /// <summary>Most times that one action is signed anew because it expired, or overtook the one it follows.</summary>
    public int AttemptsMax { get; init; } = 5;

    /// <summary>How long block time may take to follow the clock before the play fails.</summary>
    public TimeSpan BlockTimeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause between two looks at the newest block while waiting for block time.</summary>
    public TimeSpan BlockTimePoll { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// What else happens on a day, once its transactions are final and before the clock moves on to the next; null for nothing. After a
    /// stop the last day's comes again.
    /// </summary>
    public Func<DayPlan, CancellationToken, Task>? AfterDay { get; init; }
}
