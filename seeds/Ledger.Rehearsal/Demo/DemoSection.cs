namespace Ledger.Rehearsal.Demo;

/// <summary>What a walk tenders, and who takes part.</summary>
internal sealed record DemoSection
{
    /// <summary>标段编号.</summary>
    internal required string Code { get; init; }

    internal string TenderProject => Code[..20];

    internal string Project => Code[..17];

    internal required string Centre { get; init; }

    internal required string Tenderer { get; init; }

    internal required string Bank { get; init; }

    /// <summary>Those whose bids are opened; the first is the one with a guarantee.</summary>
    internal required IReadOnlyList<string> Bidders { get; init; }

    /// <summary>UTC milliseconds, whole seconds.</summary>
    internal required long OpeningTime { get; init; }
}
