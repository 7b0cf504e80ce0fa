namespace Ledger.Certificates.Paths;

/// <summary>The names of verdicts in files and on the command line.</summary>
public static class PathVerdicts
{
    /// <summary>The stable name, for example <c>unknown-issuer</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such verdict.</exception>
    public static string NameOf(PathVerdict verdict) => verdict switch
    {
        PathVerdict.Valid => "valid",
        PathVerdict.Invalid => "invalid",
        PathVerdict.UnknownIssuer => "unknown-issuer",
        PathVerdict.Expired => "expired",
        PathVerdict.NotYetValid => "not-yet-valid",
        PathVerdict.Revoked => "revoked",
        PathVerdict.StaleRevocation => "stale-revocation",
        PathVerdict.Malformed => "malformed",
        PathVerdict.AlgorithmTooWeak => "algorithm-too-weak",
        PathVerdict.UnsupportedAlgorithm => "unsupported-algorithm",
        PathVerdict.WrongUsage => "wrong-usage",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
    };
}
