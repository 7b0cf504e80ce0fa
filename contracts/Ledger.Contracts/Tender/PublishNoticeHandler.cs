using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// ANNOUNCED ⇄ POSTPONED: publishes the next notice, which may move the opening time; the latest one counts. Only until the present opening
/// time has come, since from then on bids may be known. A section that was paused before its opening time may be postponed while paused.
/// </summary>
internal static class PublishNoticeHandler
{
    internal const uint NoticesMax = 1000;

    internal static Refused Handle(PublishNotice call, CallContext context)
    {
        if (SectionAccess.FindAsPublisher(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (!TakesNotices(section, context.Time))
        {
            return SectionRules.NotIn(section, context.Time, "PublishNotice");
        }

        if (call.NoticeNumber != section.Notices + 1 || call.NoticeNumber > NoticesMax)
        {
            return new Refused(
                RefusalCode.NoticeNumber,
                $"Section {call.SectionCode} has {section.Notices} notices of {NoticesMax} at most; the notice is numbered " +
                $"{call.NoticeNumber}.");
        }

        if (FieldRules.First(
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest"),
            OpeningTimes.Check(call.OpeningTime, context.Time),
            CheckKind(call, section),
            CheckPeriods(call, section, context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        Record(call, key, section, context);
        return Refused.No;
    }

    private static bool TakesNotices(Section section, long time) => section.State == SectionState.Paused
        ? section.Pause.From is SectionState.Announced or SectionState.Postponed && section.Pause.Since < section.OpeningTime
        : SectionRules.EffectiveState(section, time) is SectionState.Announced or SectionState.Postponed;

    private static Refused CheckKind(PublishNotice call, Section section)
    {
        if (FieldRules.Listed(call.Kind, "The notice's kind") is { IsRefused: true } unlisted)
        {
            return unlisted;
        }

        var fits = call.Kind switch
        {
            NoticeKind.Postponement => call.OpeningTime > section.OpeningTime,
            NoticeKind.Correction => call.OpeningTime == section.OpeningTime,
            NoticeKind.Clarification => true,
            _ => false,
        };
        return fits
            ? Refused.No
            : new Refused(
                RefusalCode.NoticeKind,
                $"The notice is a {call.Kind} and sets the opening time {call.OpeningTime}; the present one is {section.OpeningTime}.");
    }

    private static Refused CheckPeriods(PublishNotice call, Section section, CallContext context)
    {
        var documents = TenderRules.Find(context.State, section, TenderRuleKind.DocumentDaysMin);
        if (TenderRules.CheckPeriod(
            documents, section.AnnouncedAt, call.OpeningTime, "The period of the tender documents") is { IsRefused: true } tooShort)
        {
            return tooShort;
        }

        return call.Kind == NoticeKind.Clarification
            ? TenderRules.CheckPeriod(
                TenderRules.Find(context.State, section, TenderRuleKind.ClarificationDaysMin),
                context.Time,
                call.OpeningTime,
                "The period after a clarification")
            : Refused.No;
    }

    private static void Record(PublishNotice call, byte[] key, Section section, CallContext context)
    {
        var isLater = call.OpeningTime > section.OpeningTime;
        var state = isLater ? SectionState.Postponed : SectionState.Announced;
        section.Notices = call.NoticeNumber;
        section.OpeningTime = call.OpeningTime;
        if (section.State == SectionState.Paused)
        {
            section.Pause.From = state;
        }
        else
        {
            section.State = state;
        }

        TenderTables.Notices.Write(
            context.State,
            TenderTables.NoticeKey(call.SectionCode, call.NoticeNumber),
            new Notice { Published = call, PublishedAt = context.Time });
        context.Record(TenderTables.Sections, key, section, isLater ? "section.postponed" : "section.notice_published");
    }
}
