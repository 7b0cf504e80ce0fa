namespace Ledger.Seals;

/// <summary>One of the ten checks.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Verdict">What a failure makes of the whole; <see cref="SealVerdict.Valid"/> where it did not fail.</param>
public sealed record SealCheck(SealCheckKind Kind, SealCheckOutcome Outcome, string Reason, SealVerdict Verdict)
{
    /// <summary>The check's name in reports: <c>structure</c>, <c>maker</c>, <c>signer-listed</c> …</summary>
    public string Name => NameOf(Kind);

    internal static SealCheck Pass(SealCheckKind kind, string reason) => new(kind, SealCheckOutcome.Pass, reason, SealVerdict.Valid);

    internal static SealCheck NotApplicable(SealCheckKind kind, string reason) =>
        new(kind, SealCheckOutcome.NotApplicable, reason, SealVerdict.Valid);

    internal static SealCheck Fail(SealCheckKind kind, string reason, SealVerdict verdict = SealVerdict.Invalid) =>
        new(kind, SealCheckOutcome.Fail, reason, verdict);

    internal static string NameOf(SealCheckKind kind) => kind switch
    {
        SealCheckKind.Structure => "structure",
        SealCheckKind.Maker => "maker",
        SealCheckKind.SignerListed => "signer-listed",
        SealCheckKind.Signature => "signature",
        SealCheckKind.Content => "content",
        SealCheckKind.Validity => "validity",
        SealCheckKind.Revocation => "revocation",
        SealCheckKind.TimeStamp => "time-stamp",
        SealCheckKind.Owner => "owner",
        SealCheckKind.SealRevocation => "seal-revocation",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such check."),
    };
}

/// <summary>What became of one check.</summary>
public enum SealCheckOutcome
{
    /// <summary>It holds.</summary>
    Pass = 1,

    /// <summary>It does not hold.</summary>
    Fail = 2,

    /// <summary>There was nothing to check, or nothing to check it against; the reason says which.</summary>
    NotApplicable = 3,
}
