using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>EVALUATED→PUBLICIZED: the committee's candidates stand in public for the rule's days at least (实施条例 §54).</summary>
internal static class PublicizeCandidatesHandler
{
    private const long AheadMsMax = 366 * SectionRules.DayMs;

    internal static Refused Handle(PublicizeCandidates call, CallContext context)
    {
        if (SectionAccess.FindAsPublisher(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "PublicizeCandidates", SectionState.Evaluated),
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest"),
            CheckUntil(call, section, context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        section.State = SectionState.Publicized;
        section.Publicity = new Publicity { PublishedAt = context.Time, Until = call.Until };
        context.Record(TenderTables.Sections, key, section, "section.publicized");
        return Refused.No;
    }

    private static Refused CheckUntil(PublicizeCandidates call, Section section, CallContext context)
    {
        if (call.Until < context.Time || call.Until - context.Time > AheadMsMax)
        {
            return new Refused(
                RefusalCode.PeriodTooShort,
                $"The publicity lasts until {call.Until}; it must be after block time {context.Time} and within {AheadMsMax} ms.");
        }

        var rule = TenderRules.Find(context.State, section, TenderRuleKind.PublicityDaysMin);
        return TenderRules.CheckPeriod(rule, context.Time, call.Until, "The publicity of the candidates");
    }
}
