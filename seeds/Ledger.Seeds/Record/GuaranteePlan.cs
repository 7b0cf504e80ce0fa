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

    /// <summary>Last instant of its first version: the end of the bids' validity as announced then, or later.</summary>
    public DateTimeOffset ValidUntil { get; internal set; }

    /// <summary>Its second version, sealed before the opening; null where there is none.</summary>
    public LaterVersion? Later { get; internal set; }

    /// <summary>Its last instant as sealed: of its second version where there is one.</summary>
    public DateTimeOffset SealedUntil => Later?.ValidUntil ?? ValidUntil;

    /// <summary>Its last instant once the issuer has amended it after the opening; null where it does not.</summary>
    public DateTimeOffset? AmendedUntil { get; internal set; }

    /// <summary>
    /// Whether it was issued blind (密文): section and beneficiary were unknown to the guarantor, and are endorsed after the opening.
    /// </summary>
    public bool IsBlind { get; internal set; }

    /// <summary>How it ends.</summary>
    public GuaranteeEnding Ending { get; internal set; }

    /// <summary>Why it is claimed under, where it is.</summary>
    public ClaimReason ClaimReason { get; internal set; }

    /// <summary>Whether it is claimed to be extended or paid, and is extended (URDG 758 §23).</summary>
    public bool IsExtendOrPay { get; internal set; }

    /// <summary>Whether and how a court stops the payment of its claim.</summary>
    public PaymentStop Stop { get; internal set; }

    /// <summary>Through whose fault its bid was not decrypted; unspecified where it was.</summary>
    public DecryptionFault Fault { get; internal set; }

    /// <summary>What the bidder paid for it in all, in fen.</summary>
    public long PremiumInAllFen => Later?.PremiumFen ?? PremiumFen;

    /// <summary>Whether the beneficiary claims under it.</summary>
    public bool IsClaimed => ClaimReason != ClaimReason.Unspecified;

    /// <summary>Its id on the chain in the record of a seed, 16 bytes.</summary>
    public ByteString IdFrom(ulong seed) => Id("guarantee-id", seed);

    /// <summary>The id of its second version's sealed record, 16 bytes.</summary>
    public ByteString LaterIdFrom(ulong seed) => Id("guarantee-later-id", seed);

    private ByteString Id(string label, ulong seed) =>
        ByteString.CopyFrom(SeededBytes.Derive(seed, label, Index), 0, BatchPlanner.GuaranteeIdBytes);
}

/// <summary>The second version of a guarantee, sealed like the first: longer, since the opening was postponed.</summary>
/// <param name="IssuedAt">When the guarantor puts it on the chain: after the notice.</param>
/// <param name="ValidUntil">Its last instant.</param>
/// <param name="PremiumFen">What the bidder paid in all, in fen.</param>
public sealed record LaterVersion(DateTimeOffset IssuedAt, DateTimeOffset ValidUntil, long PremiumFen);
