using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

/// <summary>The conditions of the table (DOMAIN §2). What needs the section holds by itself where this side must not know it.</summary>
internal static class OrderGuards
{
    internal const int ReasonsMax = 16;
    internal const int ReasonCharsMax = 300;

    // That the bond itself is within its cap needs no question: a section above it cannot be announced.
    internal static OrderRefused SectionAnnounced(OrderFacts facts) =>
        facts.Section is not { } section ||
            SectionRules.EffectiveState(section, facts.Time) is SectionState.Announced or SectionState.Postponed
            ? OrderRefused.No
            : new(
                OrderRefusal.SectionNotAnnounced,
                $"Section {section.Announced.SectionCode} is {SectionRules.EffectiveState(section, facts.Time)}.");

    internal static OrderRefused AmountCoversBond(OrderFacts facts) =>
        facts.AmountFen <= 0 ? new(OrderRefusal.AmountTooLow, $"The amount is {facts.AmountFen} fen.")
        : facts.Section is { } section && facts.AmountFen < section.Announced.BondFen
            ? new(OrderRefusal.AmountTooLow, $"The amount is {facts.AmountFen} fen; the bond is {section.Announced.BondFen} fen.")
            : OrderRefused.No;

    internal static OrderRefused TermCoversBid(OrderFacts facts) =>
        facts.ValidUntil <= facts.Time ? new(OrderRefusal.TermTooShort, $"The end is {facts.ValidUntil}; the time is {facts.Time}.")
        : facts.Section is { } section && facts.ValidUntil < SectionRules.BidValidUntil(section)
            ? new(OrderRefusal.TermTooShort, $"The end is {facts.ValidUntil}; bids are valid until {SectionRules.BidValidUntil(section)}.")
            : OrderRefused.No;

    internal static OrderRefused BeforeDeadline(OrderFacts facts) =>
        facts.Section is { } section && facts.Time >= section.OpeningTime
            ? new(OrderRefusal.DeadlinePassed, $"The opening time was {section.OpeningTime}; the time is {facts.Time}.")
            : OrderRefused.No;

    internal static OrderRefused BlindTermsAreTiers(OrderFacts facts) =>
        facts.Tiers is not { } tiers || (tiers.IsAmount(facts.AmountFen) && tiers.IsEnd(facts.ValidUntil))
            ? OrderRefused.No
            : new(
                OrderRefusal.NotATier,
                $"A blind order is for one of {string.Join(", ", tiers.AmountsFen)} fen and ends with a month in steps of " +
                $"{tiers.EndMonths}: not {facts.AmountFen} fen until {facts.ValidUntil}.");

    internal static OrderRefused TermsComply(OrderFacts facts) =>
        facts is { Terms: { } terms, Section: { } section } && BondCompliance.CheckTerms(terms, section) is { Count: > 0 } defects
            ? new(OrderRefusal.NotCompliant, string.Join(" ", defects.Select(defect => $"{defect.Code}: {defect.Detail}")))
            : OrderRefused.No;

    internal static OrderRefused MaterialsAskedFor(OrderFacts facts) => facts.IsMaterialsAsked
        ? OrderRefused.No
        : new(OrderRefusal.WrongState, "The guarantor has not asked for materials.");

    internal static OrderRefused ReasonGiven(OrderFacts facts) =>
        facts.Reasons.Count is > 0 and <= ReasonsMax && facts.Reasons.All(reason => reason.Length is > 0 and <= ReasonCharsMax)
            ? OrderRefused.No
            : new(
                OrderRefusal.ReasonMissing,
                $"{facts.Reasons.Count} reasons are given; 1 to {ReasonsMax} are needed, each of 1 to {ReasonCharsMax} characters.");

    internal static OrderRefused ReasonGivenIfRefused(OrderFacts facts) => facts.IsAccepted ? OrderRefused.No : ReasonGiven(facts);

    internal static OrderRefused PayerIsBasicAccount(OrderFacts facts) =>
        facts is { Payer: { } payer, BasicAccount: { } basic } && payer.Equals(basic)
            ? OrderRefused.No
            : new(
                OrderRefusal.NotBasicAccount,
                "The premium is paid from the applicant's own basic account (基本账户), as the application names it.");

    internal static OrderRefused NotBeingIssued(OrderFacts facts) => facts.IsBeingIssued
        ? new(OrderRefusal.BeingIssued, "The guarantee is in a batch that may be on its way; once issued it can be surrendered.")
        : OrderRefused.No;

    internal static OrderRefused IsNextVersion(OrderFacts facts) => facts.Version == facts.NextVersion
        ? OrderRefused.No
        : new(OrderRefusal.WrongVersion, $"The change would make version {facts.Version}; the next one is {facts.NextVersion}.");

    internal static OrderRefused NoChangePending(OrderFacts facts) => facts.IsChangePending
        ? new(OrderRefusal.WrongVersion, "A change waits for its answer already.")
        : OrderRefused.No;

    internal static OrderRefused ChangePending(OrderFacts facts) => facts.IsChangePending
        ? OrderRefused.No
        : new(OrderRefusal.WrongVersion, "No change was asked for.");

    internal static OrderRefused SurrenderPending(OrderFacts facts) => facts.IsSurrenderPending
        ? OrderRefused.No
        : new(OrderRefusal.WrongState, "No surrender was asked for.");

    internal static OrderRefused NoSurrenderPending(OrderFacts facts) => facts.IsSurrenderPending
        ? new(OrderRefusal.WrongState, "A surrender waits for its answer already.")
        : OrderRefused.No;

    internal static OrderRefused OnlyLengthensOrRaises(OrderFacts facts) =>
        facts.AmountFen < facts.PresentAmountFen ? new(
            OrderRefusal.AmountTooLow, $"The amount would fall from {facts.PresentAmountFen} to {facts.AmountFen} fen.")
        : facts.ValidUntil < facts.PresentValidUntil ? new(
            OrderRefusal.TermTooShort, $"The end would come forward from {facts.PresentValidUntil} to {facts.ValidUntil}.")
        : facts.AmountFen == facts.PresentAmountFen && facts.ValidUntil == facts.PresentValidUntil
            ? new(OrderRefusal.TermsDiffer, "Nothing would change.")
            : OrderRefused.No;

    internal static OrderRefused EvidenceHolds(OrderFacts facts) => facts.Evidence;
}
