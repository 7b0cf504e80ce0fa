using System.Text.Json.Nodes;

namespace Ledger.Seals;

/// <summary>The ten checks of one seal or seal signature, in their order, and what they come to.</summary>
public sealed class SealReport
{
    /// <summary><see cref="Path"/> where nobody asked.</summary>
    public const string NotChecked = "not-checked";

    /// <param name="checks">All ten, in their order.</param>
    /// <param name="paths">What trust said of everybody who signed; null for whom it was not asked.</param>
    internal SealReport(IReadOnlyList<SealCheck> checks, params ReadOnlySpan<TrustVerdict?> paths)
        : this(checks, PathOf(paths))
    {
    }

    private SealReport(IReadOnlyList<SealCheck> checks, string path)
    {
        Checks = checks;
        Path = path;
        Failures = [.. checks.Where(check => check.Outcome == SealCheckOutcome.Fail)];
        // What cannot be healed says more than what other anchors or another time would heal.
        Verdict = Failures.Count > 0 ? Failures.Select(check => check.Verdict).Min(RankOf).Verdict
            : Path == NotChecked ? SealVerdict.SignatureValid : SealVerdict.Valid;
        Reason = Failures.Count == 0
            ? Verdict == SealVerdict.Valid
                ? "every check that applies holds"
                : "every check that applies holds, but certificates' paths were not checked"
            : string.Join("; ", Failures.Where(check => check.Verdict == Verdict).Select(check => $"{check.Name}: {check.Reason}"));
    }

    /// <summary>All ten, in their order.</summary>
    public IReadOnlyList<SealCheck> Checks { get; }

    /// <summary>Those that failed.</summary>
    public IReadOnlyList<SealCheck> Failures { get; }

    /// <summary>What the checks come to.</summary>
    public SealVerdict Verdict { get; }

    /// <summary>Why, in words.</summary>
    public string Reason { get; }

    /// <summary>
    /// What the certificates' paths are worth, in the words of path validation: <c>valid</c>, <c>unknown-issuer</c> …, that of the first
    /// that is not valid; <see cref="NotChecked"/> where one was not asked about.
    /// </summary>
    public string Path { get; }

    /// <summary>Whether no check failed and every path was checked.</summary>
    public bool IsValid => Verdict == SealVerdict.Valid;

    /// <summary>Whether no check failed, paths checked or not.</summary>
    public bool HasNoFailure => Failures.Count == 0;

    /// <summary>The check of this kind.</summary>
    public SealCheck this[SealCheckKind kind] => Checks[(int)kind - 1];

    /// <summary>The verdict's name in reports: <c>valid</c>, <c>invalid</c>, <c>unknown-issuer</c> …</summary>
    public string VerdictName => NameOf(Verdict);

    /// <summary>As a JSON object: verdict, reason, path, and every check with its number, name, outcome and reason.</summary>
    public JsonObject ToJson() => new()
    {
        ["verdict"] = VerdictName,
        ["reason"] = Reason,
        ["path"] = Path,
        ["checks"] = new JsonArray([.. Checks.Select(check => (JsonNode)new JsonObject
        {
            ["number"] = (int)check.Kind,
            ["check"] = check.Name,
            ["outcome"] = OutcomeName(check.Outcome),
            ["reason"] = check.Reason,
        })]),
    };

    /// <summary>The verdict's name in reports.</summary>
    public static string NameOf(SealVerdict verdict) => verdict switch
    {
        SealVerdict.Valid => "valid",
        SealVerdict.Invalid => "invalid",
        SealVerdict.Malformed => "malformed",
        SealVerdict.Expired => "expired",
        SealVerdict.Revoked => "revoked",
        SealVerdict.UnknownIssuer => "unknown-issuer",
        SealVerdict.SignatureValid => "signature-valid",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
    };

    /// <summary>The outcome's name in reports: <c>pass</c>, <c>fail</c>, <c>not-applicable</c>.</summary>
    public static string OutcomeName(SealCheckOutcome outcome) => outcome switch
    {
        SealCheckOutcome.Pass => "pass",
        SealCheckOutcome.Fail => "fail",
        SealCheckOutcome.NotApplicable => "not-applicable",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };

    /// <summary>The same report, with this failure in the place of a check of its kind that had not failed.</summary>
    internal SealReport With(SealCheck failure) => this[failure.Kind].Outcome == SealCheckOutcome.Fail
        ? this
        : new SealReport([.. Checks.Select(check => check.Kind == failure.Kind ? failure : check)], Path);

    /// <summary>All ten checks where the first failed, so that there was nothing to ask the others about.</summary>
    internal static SealReport Malformed(string reason) => new(
    [
        SealCheck.Fail(SealCheckKind.Structure, reason, SealVerdict.Malformed),
        .. Enum.GetValues<SealCheckKind>().Skip(1).Select(kind => SealCheck.NotApplicable(kind, "there is no seal to ask")),
    ], NotChecked);

    private static string PathOf(ReadOnlySpan<TrustVerdict?> paths)
    {
        var word = paths.Length == 0 ? NotChecked : TrustVerdict.NameOf(TrustOutcome.Trusted);
        foreach (var path in paths)
        {
            if (path is { Outcome: not TrustOutcome.Trusted })
            {
                return TrustVerdict.NameOf(path.Outcome);
            }

            word = path is null ? NotChecked : word;
        }

        return word;
    }

    private static (int Rank, SealVerdict Verdict) RankOf(SealVerdict verdict) => verdict switch
    {
        SealVerdict.Malformed => (0, verdict),
        SealVerdict.Invalid => (1, verdict),
        SealVerdict.Revoked => (2, verdict),
        SealVerdict.Expired => (3, verdict),
        _ => (4, verdict),
    };
}
