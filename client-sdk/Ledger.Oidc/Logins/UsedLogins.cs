namespace Ledger.Oidc.Logins;

/// <summary>What became of logins after their code was given.</summary>
internal sealed class UsedLogins(TimeProvider clock, TimeSpan kept, int countMax)
{
    /// <summary>Those whose code was redeemed.</summary>
    internal OnceBook Redeemed { get; } = new(clock, kept, countMax);

    /// <summary>Those that count no more: logged out, or their code shown twice.</summary>
    internal OnceBook Ended { get; } = new(clock, kept, countMax);
}
