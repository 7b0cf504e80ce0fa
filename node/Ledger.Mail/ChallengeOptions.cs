namespace Ledger.Mail;

/// <summary>Limits of challenges.</summary>
public sealed record ChallengeOptions
{
    /// <summary>How long a challenge is good, milliseconds.</summary>
    public long LifetimeMs { get; init; } = 60_000;

    /// <summary>Used challenges that are remembered.</summary>
    public int UsedMax { get; init; } = 100_000;
}
