namespace Ledger.Seeds;

/// <summary>One dated action of the record; it becomes one transaction.</summary>
/// <param name="At">When it is done.</param>
/// <param name="Kind">What is done.</param>
/// <param name="ActorUscc">Who does it, and signs.</param>
/// <param name="BusinessKey">What makes the operation unique for its actor: a second transaction under it has no effect.</param>
public sealed record RecordAction(DateTimeOffset At, RecordActionKind Kind, string ActorUscc, string BusinessKey)
{
    /// <summary>Subjects to register; or the one to whom is awarded.</summary>
    public IReadOnlyList<MarketSubject> Subjects { get; init; } = [];

    /// <summary>Sections: all of a project for an announcement, one for what is done with a section.</summary>
    public IReadOnlyList<SectionPlan> Sections { get; init; } = [];

    /// <summary>
    /// Guarantees that are revealed, endorsed, amended, released, claimed, stopped, paid or refused; of an opening that is completed, those
    /// whose bids were not decrypted.
    /// </summary>
    public IReadOnlyList<GuaranteePlan> Guarantees { get; init; } = [];

    /// <summary>Last instant of the candidates' publicity.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Finished scan sessions.</summary>
    public IReadOnlyList<SessionPlan> Sessions { get; init; } = [];

    /// <summary>Qualifications of one company.</summary>
    public IReadOnlyList<QualificationPlan> Qualifications { get; init; } = [];

    /// <summary>Performances of one company.</summary>
    public IReadOnlyList<PerformancePlan> Performances { get; init; } = [];

    /// <summary>A check of a bidder; null in every other action.</summary>
    public CheckPlan? Check { get; init; }

    /// <summary>A sealed batch, or what is surrendered.</summary>
    public IReadOnlyList<IssueSlot> Slots { get; init; } = [];
}
