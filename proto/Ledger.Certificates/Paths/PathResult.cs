namespace Ledger.Certificates.Paths;

/// <summary>What a certificate was found to be worth.</summary>
public sealed record PathResult
{
    /// <summary>Why.</summary>
    public required PathReason Reason { get; init; }

    /// <summary>The class of the reason.</summary>
    public PathVerdict Verdict => Reason.Verdict;

    /// <summary>Whether a path keeps every rule.</summary>
    public bool IsValid => Reason.Verdict == PathVerdict.Valid;

    /// <summary>The particular of this case, for people; empty where there is nothing to add.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>
    /// The path that was judged, from the certificate to the anchor; as far as it could be built where no anchor was reached; empty for
    /// malformed bytes.
    /// </summary>
    public IReadOnlyList<Certificate> Chain { get; init; } = [];

    /// <summary>The anchor that was reached.</summary>
    public TrustAnchor? Anchor { get; init; }

    /// <summary>The certificate of the path that breaks the rule; null where none does alone.</summary>
    public Certificate? Culprit { get; init; }

    /// <summary>Sentence, detail and rule in one line.</summary>
    public override string ToString() => Detail.Length == 0
        ? $"{Reason.Sentence} [{Reason.Rule}]"
        : $"{Reason.Sentence} ({Detail}) [{Reason.Rule}]";
}
