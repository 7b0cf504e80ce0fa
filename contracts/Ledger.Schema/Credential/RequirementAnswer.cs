using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>All records of a subject, as a list proof showed them.</summary>
/// <param name="Uscc">The subject's code.</param>
/// <param name="Records">Its records.</param>
/// <param name="IsComplete">Whether it is proved that these are all.</param>
public sealed record SubjectRecords(string Uscc, IReadOnlyList<CredentialRecord> Records, bool IsComplete);

/// <summary>How a bidder stands to a requirement. It follows from the requirement, the records and the catalogue alone.</summary>
/// <param name="AsOf">The time that was asked about, UTC milliseconds.</param>
/// <param name="Items">One for each item, in their order.</param>
public sealed record RequirementAnswer(long AsOf, IReadOnlyList<ItemAnswer> Items)
{
    /// <summary>Not met where any item is not met; unknown where any is unknown; met where all are.</summary>
    public CheckOutcome Outcome => Items.Any(item => item.Outcome == CheckOutcome.NotMet) ? CheckOutcome.NotMet
        : Items.Any(item => item.Outcome == CheckOutcome.Unknown) ? CheckOutcome.Unknown
        : CheckOutcome.Met;
}

/// <summary>How a bidder stands to one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">Met, not met, or unknown.</param>
/// <param name="Reason">Why.</param>
/// <param name="Records">The records that decided it, with their issuers.</param>
public sealed record ItemAnswer(
    RequirementItem Item, CheckOutcome Outcome, RequirementReason Reason, IReadOnlyList<CredentialRecord> Records)
{
    /// <summary>Whether issuers say different things of the same matter: all of <see cref="Records"/> stand.</summary>
    public bool IsConflicting { get; init; }

    /// <summary>Whether any of the records came to the chain only after the time that was asked about.</summary>
    public bool IsLate { get; init; }
}

/// <summary>Why an item is as it is. Names are stable: programs match on them.</summary>
public enum RequirementReason
{
    /// <summary>The records show it.</summary>
    Shown = 1,

    /// <summary>The chain shows none, or too few. That proves nothing: not every authority and centre puts its records here.</summary>
    NotOnChain = 2,

    /// <summary>What there is has a lower level, or a lower score.</summary>
    TooLow = 3,

    /// <summary>What there is was not in force at the time: suspended, expired, revoked.</summary>
    NotInForce = 4,

    /// <summary>The qualification is in force, and no certificate for it was valid at the time.</summary>
    NoValidCertificate = 5,

    /// <summary>A record in force stands against it.</summary>
    Blocked = 6,

    /// <summary>The catalogue in force at the time has no such type or level.</summary>
    NotInCatalogue = 7,

    /// <summary>Two issuers say different things, and it depends on which is right.</summary>
    IssuersDiffer = 8,

    /// <summary>It is not proved that these are all records.</summary>
    Incomplete = 9,
}
