using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Evidence;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Seeds;

/// <summary>
/// Whether a chain shows what an action of the record did, for the kinds that end a record. Of other kinds it does not say so.
/// </summary>
internal sealed class RecordEffects(ConsortiumSeed consortium, IRecordChain chain)
{
    internal async Task<bool> IsSeenAsync(RecordAction action, CancellationToken cancellationToken) => action.Kind switch
    {
        RecordActionKind.RecordSessions => await AreSessionsSeenAsync(action, cancellationToken),
        RecordActionKind.SignContract => await FindAsync(action.Sections[0], cancellationToken) is { Contract: not null },
        RecordActionKind.ReleaseGuarantees =>
            await StateOfAsync(action.Guarantees[0].IdFrom(consortium.Seed), cancellationToken) == GuaranteeState.Released,
        RecordActionKind.PayClaim =>
            await StateOfAsync(action.Guarantees[0].IdFrom(consortium.Seed), cancellationToken) == GuaranteeState.Paid,
        RecordActionKind.SurrenderGuarantees =>
            await StateOfAsync(action.Slots[0].GuaranteeId, cancellationToken) == GuaranteeState.Surrendered,
        RecordActionKind.RecordQualifications or RecordActionKind.RecordPerformances or RecordActionKind.RecordCheck =>
            await chain.GetAsync(KeyOf(new CredentialCalls(consortium).Build(action).First()), cancellationToken) is not null,
        _ => false,
    };

    private static byte[] KeyOf(CredentialCall call) => call.RecordCheck is { } check
        ? CredentialTables.CheckKey(check.SubjectUscc, check.CheckId.Span)
        : CredentialTables.RecordKey(call.RecordCredential.SubjectUscc, call.RecordCredential.RecordId.Span);

    private async Task<bool> AreSessionsSeenAsync(RecordAction action, CancellationToken cancellationToken)
    {
        var sessions = new RecordedSessions(consortium);
        return await chain.GetAsync(
            EvidenceTables.SessionsKey(action.ActorUscc, sessions.BookOf(action).Day), cancellationToken) is not null;
    }

    private async Task<Section?> FindAsync(SectionPlan section, CancellationToken cancellationToken) =>
        await chain.GetAsync(TenderTables.Sections.Key(section.Code), cancellationToken) is { } bytes
            ? Section.Parser.ParseFrom(bytes)
            : null;

    private async Task<GuaranteeState?> StateOfAsync(ByteString id, CancellationToken cancellationToken) =>
        await chain.GetAsync(GuaranteeTables.Guarantees.Key(id.Span), cancellationToken) is { } bytes
            ? Guarantee.Parser.ParseFrom(bytes).State
            : null;
}
