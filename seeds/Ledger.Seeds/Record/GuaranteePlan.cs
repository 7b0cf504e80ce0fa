using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>A bid-bond guarantee (投标保函) of the record.</summary>
public sealed class GuaranteePlan
{
    internal GuaranteePlan(int index, SectionPlan section, MarketSubject applicant, GuarantorSeed guarantor) =>
        (Index, Section, Applicant, Guarantor) = (index, section, applicant, guarantor);

    /// <summary>Its place among all guarantees of the record, from 0. Its id, salt and number follow from it and the seed.</summary>
    public int Index { get; }

    /// <summary>The section.</summary>
    public SectionPlan Section { get; }

    /// <summary>The bidder (投标人).</summary>
    public MarketSubject Applicant { get; }

    /// <summary>The guarantor.</summary>
    public GuarantorSeed Guarantor { get; }

    /// <summary>The amount, in fen: the section's bond.</summary>
    public long AmountFen => Section.BondFen;

    /// <summary>What the bidder paid for it, in fen.</summary>
    public long PremiumFen { get; internal set; }

    /// <summary>When the guarantor puts it on the chain.</summary>
    public DateTimeOffset IssuedAt { get; internal set; }

    /// <summary>Its last instant: the end of the bids' validity or later.</summary>
    public DateTimeOffset ValidUntil { get; internal set; }

    /// <summary>How it ends.</summary>
    public GuaranteeEnding Ending { get; internal set; }

    /// <summary>Its id on the chain in the record of a seed, 16 bytes.</summary>
    public ByteString IdFrom(ulong seed) => ByteString.CopyFrom(SeededBytes.Derive(seed, "guarantee-id", Index), 0, BatchPlanner.GuaranteeIdBytes);

    /// <summary>Why it is claimed under, where it is.</summary>
    public ClaimReason ClaimReason { get; internal set; }
}
