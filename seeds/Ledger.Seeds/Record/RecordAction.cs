namespace Ledger.Seeds;

/// <summary>One dated action of the record; it becomes one transaction.</summary>
/// <param name="At">When it is done.</param>
/// <param name="Kind">What is done.</param>
/// <param name="ActorUscc">Who does it, and signs.</param>
/// <param name="BusinessKey">What makes the operation unique for its actor: a second transaction under it has no effect.</param>
public sealed record RecordAction(DateTimeOffset At, RecordActionKind Kind, string ActorUscc, string BusinessKey)
{
    /// <summary>Subjects to register.</summary>
    public IReadOnlyList<MarketSubject> Subjects { get; init; } = [];

    /// <summary>Sections: all of a project for an announcement, one for what is done with a section.</summary>
    public IReadOnlyList<SectionPlan> Sections { get; init; } = [];

    /// <summary>Guarantees that are released, claimed, paid, refused or revealed.</summary>
    public IReadOnlyList<GuaranteePlan> Guarantees { get; init; } = [];

    /// <summary>Finished scan sessions.</summary>
    public IReadOnlyList<SessionPlan> Sessions { get; init; } = [];

    /// <summary>A sealed batch, or what is surrendered.</summary>
    public IReadOnlyList<IssueSlot> Slots { get; init; } = [];
}
