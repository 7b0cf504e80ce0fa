using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What a guarantor's desk is opened with.</summary>
public sealed record DeskOptions
{
    /// <summary>Folder, keys, mail, chain.</summary>
    public required OrderBookOptions Book { get; init; }

    /// <summary>The desk's mailbox: its secret keys, under which bidders reach it.</summary>
    public required ReadOnlyMemory<byte> Mailbox { get; init; }

    /// <summary>What it issues.</summary>
    public required GuaranteeForm Form { get; init; }

    /// <summary>The legal nature of what it issues.</summary>
    public required LegalNature LegalNature { get; init; }

    /// <summary>Where premiums are paid to.</summary>
    public required BankAccount PayAccount { get; init; }

    /// <summary>Amounts and ends of blind guarantees.</summary>
    public CoverTiers Tiers { get; init; } = CoverTiers.Default;

    /// <summary>Limits to begin with; afterwards those that were last set.</summary>
    public DeskLimits Limits { get; init; } = new() { TotalFen = 100_000_000_000, BidderFen = 1_000_000_000 };

    /// <summary>Records in every batch of issues: 1, 2, 4, … 64.</summary>
    public int IssueSlots { get; init; } = 8;

    /// <summary>Surrenders in every batch.</summary>
    public int SurrenderSlots { get; init; } = 2;
}
