using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// OPENING→OPENED: the platform has published the results of the opening (电子招标投标办法 §30). Before the key is released there are none.
/// </summary>
internal static class CompleteOpeningHandler
{
    internal static Refused Handle(CompleteOpening call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "CompleteOpening", SectionState.Opening),
            FieldRules.DigestBytes(call.ResultsDigest.Length, "The results' digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (section.KeyReleasedAt == 0)
        {
            return new Refused(
                section.BiddersListedAt == 0 ? RefusalCode.BiddersNotListed : RefusalCode.OpeningKeyNotReleased,
                $"Section {call.SectionCode}'s opening is not over: {(section.BiddersListedAt == 0 ? "its bidders are not listed"
                    : "its opening key is not released")}.");
        }

        section.State = SectionState.Opened;
        section.OpeningCompletedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.opening_completed");
        return Refused.No;
    }
}
