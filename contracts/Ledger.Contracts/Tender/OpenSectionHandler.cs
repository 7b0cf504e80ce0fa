using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// CLOSED→OPENING at or after the latest opening time, with as many bidders as the rule asks for (招标投标法 §28, §34): a commitment to each,
/// and no name. From here on issuers and bidders may reveal; nothing is released yet.
/// </summary>
internal static class OpenSectionHandler
{
    /// <summary>Most bidders of a section: their commitments, and their codes, fit a transaction each.</summary>
    internal const int BiddersMax = 2_000;

    internal static Refused Handle(OpenSection call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        var state = SectionRules.EffectiveState(section, context.Time);
        if (state is SectionState.Announced or SectionState.Postponed)
        {
            return new Refused(
                RefusalCode.BeforeOpening, $"Section {call.SectionCode} opens at {section.OpeningTime}; block time is {context.Time}.");
        }

        if (state != SectionState.Closed)
        {
            return SectionRules.NotIn(section, context.Time, "OpenSection");
        }

        if (FieldRules.First(
            BidderLists.CheckCommitments(call.BidderCommitments, "A bidder's commitment"),
            CheckNumber(call, section, context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        section.State = SectionState.Opening;
        section.Bidders = (uint)call.BidderCommitments.Count;
        section.BiddersDigest = BidderLists.Digest(call.BidderCommitments, context);
        section.OpenedAt = context.Time;
        section.OpenedHeight = context.Block.Height;
        context.Record(TenderTables.Sections, key, section, "section.opened");
        return Refused.No;
    }

    // The least number is of the announcement's date: bidders came under its rules. An opening of nobody is none under any.
    private static Refused CheckNumber(OpenSection call, Section section, CallContext context)
    {
        var (count, rule) = (
            call.BidderCommitments.Count, TenderRules.Find(context.State, section, TenderRuleKind.BiddersMin));
        if (count == 0 || count < rule?.Value)
        {
            var source = rule is null ? "docs/spec/tender.md" : RuleScopes.Cite(rule.Source, rule.LawVersion);
            return new Refused(
                RefusalCode.TooFewBidders,
                $"Section {call.SectionCode} has {count} bidders; opening it takes {rule?.Value ?? 1} ({source}).");
        }

        return count > BiddersMax
            ? new Refused(RefusalCode.BadCount, $"Section {call.SectionCode} is said to have {count} bidders; the most is {BiddersMax}.")
            : Refused.No;
    }
}
