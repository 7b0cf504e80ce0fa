using Ledger.Protocol;
using Ledger.Protocol.V1;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>What the chain shows of every bidder's bond in a section: present, missing or defective, with the rule.</summary>
public static class SectionBonds
{
    /// <summary>
    /// One entry for each bidder, in the order given; then one for each revealed guarantee whose bidder is not among them.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="bidders">USCC of those whose bids were opened; a consortium by its lead.</param>
    /// <param name="guarantees">All revealed guarantees of the section.</param>
    /// <param name="time">As of this time, UTC milliseconds.</param>
    public static IReadOnlyList<BidderBond> Of(
        Section section, IReadOnlyList<string> bidders, IReadOnlyList<GuaranteeRecord> guarantees, long time)
    {
        ArgumentNullException.ThrowIfNull(bidders);
        ArgumentNullException.ThrowIfNull(guarantees);
        var byBidder = guarantees.GroupBy(guarantee => guarantee.Terms.ApplicantUscc, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Best(group, time), StringComparer.Ordinal);
        var all = bidders.Concat(byBidder.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);
        return [.. all.Select(bidder => byBidder.TryGetValue(bidder, out var guarantee)
            ? new BidderBond(
                bidder, guarantee, [.. BondCompliance.Check(guarantee, section, time), .. Conflicts(guarantee, byBidder.Values, time)])
            : new BidderBond(
                bidder,
                null,
                [new Refused(
                    RefusalCode.BondMissing, $"The chain holds no guarantee of {bidder} for this section; it may have paid in cash.")]))];
    }

    /// <summary>
    /// The same as it was when the section's opening began: what was released, paid or raised since changes nothing of whether a
    /// bond complied. Null where the section was not opened.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="bidders">USCC of those whose bids were opened; a consortium by its lead.</param>
    /// <param name="guarantees">All revealed guarantees of the section, as they stand now.</param>
    public static IReadOnlyList<BidderBond>? AtOpening(
        Section section, IReadOnlyList<string> bidders, IReadOnlyList<GuaranteeRecord> guarantees)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(guarantees);
        return section.OpenedAt == 0
            ? null
            : Of(section, bidders, [.. guarantees.Select(guarantee => AsOf(guarantee, section.OpenedAt))], section.OpenedAt);
    }

    // A guarantee is revealed once its section is open, and every later state begins there.
    private static GuaranteeRecord AsOf(GuaranteeRecord guarantee, long time)
    {
        var then = guarantee.Clone();
        (then.State, then.EndedAt, then.PaidFen, then.Claim) = (GuaranteeState.Revealed, 0, 0, null);
        if (then.Versions.LastOrDefault(version => version.At <= time) is { } version)
        {
            (then.Terms.AmountFen, then.Terms.ValidUntil) = (version.AmountFen, version.ValidUntil);
        }

        return then;
    }

    private static GuaranteeRecord Best(IEnumerable<GuaranteeRecord> guarantees, long time) =>
        guarantees.OrderByDescending(guarantee => GuaranteeRules.IsLive(guarantee, time))
            .ThenByDescending(guarantee => guarantee.RevealedAt).First();

    // A consortium's member may not also bid by itself or in another one (30号令 §45; 实施条例 §37).
    private static IEnumerable<Refused> Conflicts(GuaranteeRecord guarantee, IEnumerable<GuaranteeRecord> all, long time)
    {
        var own = Parties(guarantee);
        foreach (var other in all.Where(other => !ReferenceEquals(other, guarantee) && GuaranteeRules.IsLive(other, time)))
        {
            if (Parties(other).FirstOrDefault(own.Contains) is { } shared)
            {
                yield return new Refused(
                    RefusalCode.ConsortiumConflict,
                    $"{shared} also stands behind guarantee {GuaranteeRules.Name(other.GuaranteeId.Span)} for this section (30号令 §45).");
            }
        }
    }

    private static List<string> Parties(GuaranteeRecord guarantee) => [guarantee.Terms.ApplicantUscc, .. guarantee.Terms.ConsortiumUsccs];
}

/// <summary>One bidder's bond in a section.</summary>
/// <param name="BidderUscc">The bidder, or the lead of a consortium.</param>
/// <param name="Guarantee">Its guarantee; null where the chain holds none.</param>
/// <param name="Defects">What is wrong, each with a stable code and its rule; empty where the bond complies.</param>
public sealed record BidderBond(string BidderUscc, Ledger.Protocol.V1.Guarantee? Guarantee, IReadOnlyList<Refused> Defects)
{
    /// <summary>Whether the bond is there and has no defect.</summary>
    public bool Complies => Defects.Count == 0;
}
