using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>
/// Publishes the next notice, which may move the opening time: the latest one counts. Only until the present opening time has come,
/// since from then on bids may be known.
/// </summary>
internal static class PublishNoticeHandler
{
    internal const uint NoticesMax = 1000;

    internal static Refused Handle(PublishNotice call, CallContext context)
    {
        if (SectionRules.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (SectionRules.EffectiveState(section, context.Time) is not (SectionState.Announced or SectionState.Postponed))
        {
            return SectionRules.NotIn(section, context.Time, "PublishNotice");
        }

        if (call.NoticeNumber != section.Notices + 1 || call.NoticeNumber > NoticesMax)
        {
            return new Refused(
                RefusalCode.NoticeNumber,
                $"Section {call.SectionCode} has {section.Notices} notices of {NoticesMax} at most; the notice is numbered {call.NoticeNumber}.");
        }

        if (FieldRules.First(
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest"),
            OpeningTimes.Check(call.OpeningTime, context.Time)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var isLater = call.OpeningTime > section.OpeningTime;
        section.Notices = call.NoticeNumber;
        section.OpeningTime = call.OpeningTime;
        section.State = isLater ? SectionState.Postponed : SectionState.Announced;
        TenderTables.Notices.Write(
            context.State,
            TenderTables.NoticeKey(call.SectionCode, call.NoticeNumber),
            new Notice { Published = call, PublishedAt = context.Time });
        context.Record(TenderTables.Sections, key, section, isLater ? "section.postponed" : "section.notice_published");
        return Refused.No;
    }
}
