using Google.Protobuf;
using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Credential;

/// <summary>
/// A section's centre states that it checked a bidder's records, for the bidder to see. Only once the section is open and the bidder
/// listed: before, it would say who bids (DOMAIN §2).
/// </summary>
internal static class RecordCheckHandler
{
    private const int OutcomesMax = 64;
    private const int RecordsMax = 256;
    private const string Recorded = "credential.checked";

    internal static Refused Handle(RecordCheck call, CallContext context)
    {
        if (FieldRules.First(
            CredentialFacts.Id(call.CheckId, "The check's id"),
            FieldRules.Uscc(call.SubjectUscc, "The subject's code"),
            FieldRules.DigestBytes(call.RequirementDigest.Length, "The requirement's digest"),
            CheckLists(call),
            SectionAccess.FindOwn(context, call.SectionCode, out _, out var section)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (!SectionRules.IsOpen(section))
        {
            return new Refused(
                RefusalCode.CheckBeforeOpening,
                $"Section {call.SectionCode} is {SectionRules.EffectiveState(section, context.Time)}; a check of its bidder would say " +
                "who bids.");
        }

        if (context.State.Get(TenderTables.BidderKey(call.SectionCode, call.SubjectUscc)) is null)
        {
            return new Refused(RefusalCode.NotABidder, $"{call.SubjectUscc} is no listed bidder of section {call.SectionCode}.");
        }

        return FieldRules.First(CheckTime(call, context.Time), RequireRecords(call, context.State)) is { IsRefused: true } unfit
            ? unfit
            : Enter(call, context);
    }

    private static Refused Enter(RecordCheck call, CallContext context)
    {
        var key = CredentialTables.CheckKey(call.SubjectUscc, call.CheckId.Span);
        if (CredentialTables.Checks.Read(context.State, key) is { } known)
        {
            context.Announce(new StateFact(key, known.ToByteArray(), Recorded));
            return known.Recorded.Equals(call)
                ? Refused.No
                : new Refused(RefusalCode.CheckExists, $"Another check has this id since {known.RecordedAt}.");
        }

        var record = new CredentialCheck { Recorded = call, CentreUscc = context.Signer.Uscc, RecordedAt = context.Time };
        context.Record(CredentialTables.Checks, key, record, Recorded);
        return Refused.No;
    }

    private static Refused CheckLists(RecordCheck call)
    {
        if (call.Outcomes.Count is 0 or > OutcomesMax || call.RecordIds.Count > RecordsMax)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The check has {call.Outcomes.Count} outcomes and {call.RecordIds.Count} records; it must have 1 to {OutcomesMax}, and " +
                $"{RecordsMax} at most.");
        }

        foreach (var outcome in call.Outcomes)
        {
            if (FieldRules.Listed(outcome, "An outcome") is { IsRefused: true } unlisted)
            {
                return unlisted;
            }
        }

        foreach (var id in call.RecordIds)
        {
            if (CredentialFacts.Id(id, "A record's id") is { IsRefused: true } badId)
            {
                return badId;
            }
        }

        return Refused.No;
    }

    private static Refused CheckTime(RecordCheck call, long time) => call.AsOf > 0 && call.AsOf <= time
        ? Refused.No
        : new Refused(RefusalCode.BadPeriod, $"The check is about {call.AsOf}; it must be after 1970 and not after block time {time}.");

    private static Refused RequireRecords(RecordCheck call, IStateReader state)
    {
        foreach (var id in call.RecordIds)
        {
            if (state.Get(CredentialTables.RecordKey(call.SubjectUscc, id.Span)) is null)
            {
                return CredentialChanges.Unknown(call.SubjectUscc, id, "credential");
            }
        }

        return Refused.No;
    }
}
