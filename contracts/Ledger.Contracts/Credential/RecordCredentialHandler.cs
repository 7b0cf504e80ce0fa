using Google.Protobuf;
using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Credential;

/// <summary>
/// An authority puts a fact about a subject on the chain: within its competence, or of a section that its own centre ran. The same record
/// again is passed over, so that an import may be repeated.
/// </summary>
internal static class RecordCredentialHandler
{
    private const string Recorded = "credential.recorded";

    internal static Refused Handle(RecordCredential call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, RoleFor(CredentialRules.KindOf(call)), "RecordCredential"),
            RequireIssuer(call, context.Signer),
            CredentialFacts.Check(call, context.Time)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (context.State.Get(AccountTables.Subjects.Key(call.SubjectUscc)) is null)
        {
            return new Refused(RefusalCode.UnknownSubject, $"Subject {call.SubjectUscc} is not registered.");
        }

        var key = CredentialTables.RecordKey(call.SubjectUscc, call.RecordId.Span);
        if (CredentialTables.Records.Read(context.State, key) is { } known)
        {
            context.Announce(new StateFact(key, known.ToByteArray(), Recorded));
            return known.Recorded.Equals(call)
                ? Refused.No
                : new Refused(RefusalCode.CredentialExists, $"Another record has this id since {known.RecordedAt}.");
        }

        if (RequireCompetence(call, context) is { IsRefused: true } incompetent)
        {
            return incompetent;
        }

        if (EnterFact(call, context) is { IsRefused: true } unfit)
        {
            return unfit;
        }

        context.Record(CredentialTables.Records, key, new CredentialRecord { Recorded = call, RecordedAt = context.Time }, Recorded);
        return call.Supersedes.IsEmpty ? Refused.No : Supersede(call, context);
    }

    private static Role RoleFor(CredentialKind kind) => kind switch
    {
        CredentialKind.Performance => Role.TradingCentre,
        CredentialKind.Credit => Role.Regulator,
        _ => Role.IssuingAuthority,
    };

    private static Refused RequireIssuer(RecordCredential call, Signer signer) => call.IssuerUscc == signer.Uscc
        ? Refused.No
        : new Refused(
            RefusalCode.IssuerNotSigner,
            $"The record names {FieldRules.Quote(call.IssuerUscc)} as its issuer; it is signed by {signer.Uscc}.");

    private static Refused RequireCompetence(RecordCredential call, CallContext context)
    {
        if (call.Performance is { SectionCode.Length: > 0 } performance)
        {
            return SectionAccess.FindOwn(context, performance.SectionCode, out _, out var section) is { IsRefused: true } notOwn
                ? notOwn
                : SectionPerformances.Compare(call, section);
        }

        return IssuerCompetences.Require(context.State, call, context.Time, out var competence) is { IsRefused: true } none
            ? none
            : IssuerCompetences.RequireInTime(competence, call.EffectiveFrom, context.Time);
    }

    private static Refused EnterFact(RecordCredential call, CallContext context) => call.FactCase switch
    {
        RecordCredential.FactOneofCase.Qualification =>
            QualificationTypes.Require(context.State, call.Qualification, call.EffectiveFrom),
        RecordCredential.FactOneofCase.Certificate => EnterCertificate(call, context),
        RecordCredential.FactOneofCase.Performance when call.Performance.SectionCode.Length > 0 => EnterPerformance(call, context),
        _ => Refused.No,
    };

    private static Refused EnterCertificate(RecordCredential call, CallContext context)
    {
        foreach (var id in call.Certificate.QualificationIds)
        {
            var record = CredentialTables.Records.Read(context.State, CredentialTables.RecordKey(call.SubjectUscc, id.Span));
            if (record?.Recorded.Qualification is null)
            {
                return CredentialChanges.Unknown(call.SubjectUscc, id, "qualification");
            }
        }

        var key = CredentialTables.CertificateNumberKey(call.IssuerUscc, call.Certificate.CertificateNo);
        if (CredentialTables.CertificateNumbers.Read(context.State, key) is { } taken && !IsRenewal(call, taken))
        {
            return new Refused(
                RefusalCode.CertificateNumberTaken,
                $"{call.IssuerUscc} has given the number {FieldRules.Quote(call.Certificate.CertificateNo)} to {taken.SubjectUscc} " +
                "already.");
        }

        CredentialTables.CertificateNumbers.Write(context.State, key, RefOf(call));
        return Refused.No;
    }

    // A certificate that is renewed keeps its number.
    private static bool IsRenewal(RecordCredential call, CredentialRef taken) =>
        taken.SubjectUscc == call.SubjectUscc && !call.Supersedes.IsEmpty && taken.RecordId.Equals(call.Supersedes);

    private static Refused EnterPerformance(RecordCredential call, CallContext context)
    {
        var key = CredentialTables.PerformanceKey(call.Performance.SectionCode, call.SubjectUscc);
        if (CredentialTables.Performances.Read(context.State, key) is { } known && !known.RecordId.Equals(call.Supersedes))
        {
            return new Refused(
                RefusalCode.PerformanceExists,
                $"What {call.SubjectUscc} did in section {call.Performance.SectionCode} is attested already; supersede that record.");
        }

        CredentialTables.Performances.Write(context.State, key, RefOf(call));
        return Refused.No;
    }

    private static CredentialRef RefOf(RecordCredential call) => new() { SubjectUscc = call.SubjectUscc, RecordId = call.RecordId };

    private static Refused Supersede(RecordCredential call, CallContext context) => ChangeCredentialHandler.Apply(
        new ChangeCredential
        {
            SubjectUscc = call.SubjectUscc,
            RecordId = call.Supersedes,
            Kind = CredentialChangeKind.Superseded,
            EffectiveFrom = call.EffectiveFrom,
            DocumentNo = call.DocumentNo,
            DocumentDigest = call.DocumentDigest,
            SuccessorId = call.RecordId,
        },
        context);
}
