namespace Ledger.Seeds;

/// <summary>A section (标段) of the record.</summary>
public sealed class SectionPlan
{
    internal SectionPlan(ProjectPlan project, string code, string name, SectionEnding ending) =>
        (Project, Code, Name, Ending) = (project, code, name, ending);

    /// <summary>The project it belongs to.</summary>
    public ProjectPlan Project { get; }

    /// <summary>标段(包)编号, 23 characters.</summary>
    public string Code { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How it ends.</summary>
    public SectionEnding Ending { get; }

    /// <summary>Estimated price, in fen.</summary>
    public long EstimatedPriceFen { get; internal set; }

    /// <summary>The bid bond (投标保证金), in fen: at most 2% of the estimated price and ¥800,000.</summary>
    public long BondFen { get; internal set; }

    /// <summary>How long bids are valid from the opening, in days.</summary>
    public int BidValidityDays { get; internal set; }

    /// <summary>Bidders in all, those who deposited cash included.</summary>
    public int Bidders { get; internal set; }

    /// <summary>Those whose bids are opened, as many as <see cref="Bidders"/>; none where the section is not opened.</summary>
    public IReadOnlyList<MarketSubject> Bidding { get; internal set; } = [];

    /// <summary>The announcement, at least 20 days before the first opening time.</summary>
    public DateTimeOffset AnnouncedAt { get; internal set; }

    /// <summary>The opening time as announced.</summary>
    public DateTimeOffset FirstOpeningAt { get; internal set; }

    /// <summary>The opening time of the latest notice.</summary>
    public DateTimeOffset OpeningAt { get; internal set; }

    /// <summary>When the notice that moved the opening appeared; null where there was none.</summary>
    public DateTimeOffset? PostponedAt { get; internal set; }

    /// <summary>The guarantees issued for it whose bids stood at the opening time, or that were given back after it failed.</summary>
    public IReadOnlyList<GuaranteePlan> Guarantees => Bonds;

    /// <summary>The guarantees of bids that were withdrawn before the opening time.</summary>
    public IReadOnlyList<GuaranteePlan> Withdrawn => WithdrawnBonds;

    /// <summary>The committee's candidates in their order, one to three; none where the section was not opened.</summary>
    public IReadOnlyList<MarketSubject> Candidates { get; internal set; } = [];

    /// <summary>
    /// To whom it is awarded: the first candidate, and after it the second where the first refuses the contract (实施条例 §55).
    /// </summary>
    public IReadOnlyList<MarketSubject> Winners => [.. Candidates.Take(IsRefused ? 2 : 1)];

    /// <summary>Whether the first winner refuses the contract.</summary>
    public bool IsRefused { get; internal set; }

    /// <summary>
    /// Whether an objection pauses it after the evaluation and bids, and with them guarantees, are made valid for longer.
    /// </summary>
    public bool IsExtended { get; internal set; }

    /// <summary>Members of its evaluation committee.</summary>
    public int CommitteeMembers { get; internal set; }

    /// <summary>What the contract is about, in fen: below the estimated price.</summary>
    public long ContractFen { get; internal set; }

    internal List<GuaranteePlan> Bonds { get; } = [];

    internal List<GuaranteePlan> WithdrawnBonds { get; } = [];

    internal IEnumerable<GuaranteePlan> Issued => Bonds.Concat(WithdrawnBonds);
}

/// <summary>How a section of the record ends.</summary>
public enum SectionEnding
{
    /// <summary>Opened, awarded, contracted.</summary>
    Opened,

    /// <summary>Fewer than three bidders at the opening time (流标).</summary>
    FewerThanThreeBidders,

    /// <summary>Terminated before its opening time.</summary>
    Terminated,
}
