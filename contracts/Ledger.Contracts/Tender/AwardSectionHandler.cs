using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// PUBLICIZED→AWARDED: the tenderer or its agent awards to a candidate once the publicity is over. While AWARDED, another candidate may
/// follow one who gave up or did not sign (实施条例 §55).
/// </summary>
internal static class AwardSectionHandler
{
    internal static Refused Handle(AwardSection call, CallContext context)
    {
        if (SectionAccess.FindAsTenderer(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "AwardSection", SectionState.Publicized, SectionState.Awarded),
            FieldRules.Amount(call.AwardFen, "The award"),
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (context.Time < section.Publicity.Until)
        {
            return new Refused(
                RefusalCode.PublicityNotOver,
                $"The candidates of section {call.SectionCode} are in public until {section.Publicity.Until}; block time is " +
                $"{context.Time}.");
        }

        if (!section.Evaluation.Candidates.Contains(call.WinnerUscc) || section.Awards.Any(award => award.WinnerUscc == call.WinnerUscc))
        {
            return new Refused(
                RefusalCode.NotACandidate,
                $"{FieldRules.Quote(call.WinnerUscc)} is no candidate of section {call.SectionCode} to whom it was not awarded yet.");
        }

        section.State = SectionState.Awarded;
        section.Awards.Add(new Award { WinnerUscc = call.WinnerUscc, AwardFen = call.AwardFen, AwardedAt = context.Time });
        context.Record(TenderTables.Sections, key, section, "section.awarded");
        return Refused.No;
    }
}
