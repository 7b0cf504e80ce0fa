using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// What the guards of a step look at. A side gives what it knows; the guarantor of a blind order does not know the section.
/// </summary>
public sealed record OrderFacts
{
    /// <summary>The chain's time, UTC milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>The section as the chain has it; null for a side that must not know it.</summary>
    public Section? Section { get; init; }

    /// <summary>Amount that the step is about, in fen.</summary>
    public long AmountFen { get; init; }

    /// <summary>End that the step is about, UTC milliseconds.</summary>
    public long ValidUntil { get; init; }

    /// <summary>The amount that stands, in fen; 0 before there is one.</summary>
    public long PresentAmountFen { get; init; }

    /// <summary>The end that stands; 0 before there is one.</summary>
    public long PresentValidUntil { get; init; }

    /// <summary>The guarantor's tiers, for blind orders; null for plain ones.</summary>
    public CoverTiers? Tiers { get; init; }

    /// <summary>The terms that are approved or issued, section and beneficiary filled in where they are known.</summary>
    public GuaranteeTerms? Terms { get; init; }

    /// <summary>Reasons that go with the step.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Who paid.</summary>
    public BankAccount? Payer { get; init; }

    /// <summary>The applicant's basic account.</summary>
    public BankAccount? BasicAccount { get; init; }

    /// <summary>Whether a batch with this guarantee may be on its way.</summary>
    public bool IsBeingIssued { get; init; }

    /// <summary>Version that the step is about.</summary>
    public uint Version { get; init; }

    /// <summary>Version that would come next.</summary>
    public uint NextVersion { get; init; }

    /// <summary>Whether the guarantor asked for materials.</summary>
    public bool IsMaterialsAsked { get; init; }

    /// <summary>Whether a request for a change waits for its answer.</summary>
    public bool IsChangePending { get; init; }

    /// <summary>Whether a request to surrender waits for its answer.</summary>
    public bool IsSurrenderPending { get; init; }

    /// <summary>Whether the guarantor agrees, where the step says one or the other.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>What this side found out otherwise: on the chain, in a signature, by comparing; none where all is well.</summary>
    public OrderRefused Evidence { get; init; }
}
