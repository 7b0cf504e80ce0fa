namespace Ledger.Client;

/// <summary>How transient failures are tried again: always with the same bytes, after a delay that doubles and varies by half.</summary>
public sealed record RetryOptions
{
    /// <summary>Most tries, the first included: 1 to 100.</summary>
    public int AttemptsMax { get; init; } = 8;

    /// <summary>Delay before the second try, 1 ms to <see cref="DelayMax"/>.</summary>
    public TimeSpan DelayFirst { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest delay, 1 minute at most.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromSeconds(2);
}
