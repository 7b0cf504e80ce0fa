using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Client.Guarantees;

/// <summary>What the chain proves of a section's bonds as of one final height.</summary>
/// <param name="Section">The section.</param>
/// <param name="Bonds">One entry for each bidder, as of that height.</param>
/// <param name="Returns">Guarantees whose release the section's course has made due.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record SectionBondReport(
    Section Section, IReadOnlyList<BidderBond> Bonds, IReadOnlyList<DueReturn> Returns, ulong Height, long Time)
{
    /// <summary>One entry for each bidder as its bond stood when the section was opened; null where it was not.</summary>
    public IReadOnlyList<BidderBond>? AtOpening { get; init; }

    /// <summary>Listed bidders without a code, of whose bonds the chain can say nothing.</summary>
    public int Unnamed { get; init; }

    /// <summary>Records that the section's key opened just now and that count for nothing, each with the reason.</summary>
    public IReadOnlyList<RejectedGuarantee> Rejected { get; init; } = [];
}

/// <summary>A guarantee that its beneficiary must release.</summary>
/// <param name="Guarantee">The guarantee.</param>
/// <param name="Return">By when, and by which article.</param>
/// <param name="IsLate">Whether that is past: an alert.</param>
public sealed record DueReturn(Guarantee Guarantee, BondReturn Return, bool IsLate);
