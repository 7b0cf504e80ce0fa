namespace Ledger.OnlineChecks;

/// <summary>How one authority's service is asked over HTTP.</summary>
public sealed record HttpAuthorityOptions
{
    /// <summary>Most tries that options may ask for.</summary>
    public const int AttemptsMax = 10;

    /// <summary>Longest that one try may be given, in milliseconds.</summary>
    public const int TimeoutMsMax = 60_000;

    /// <summary>Where questions are posted: https, or http on this machine alone.</summary>
    public required Uri Address { get; init; }

    /// <summary>Most tries of one question, the first among them.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long one try may take, in milliseconds.</summary>
    public int TimeoutMs { get; init; } = 5_000;

    /// <summary>The pause after the first failed try, in milliseconds; it doubles with each, and is spread by chance.</summary>
    public int PauseMs { get; init; } = 250;

    /// <summary>After so many failed tries, none of which succeeded, the service is left alone for a while.</summary>
    public int FailuresMax { get; init; } = 6;

    /// <summary>How long it is left alone, in milliseconds.</summary>
    public int BreakMs { get; init; } = 30_000;

    /// <summary>Whether an address may be asked: in clear on this machine alone, and without a user name in it.</summary>
    public static bool IsAddress(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && address.UserInfo.Length == 0 && address.Fragment.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
    }
}
