using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>What authorities put on the chain: one row for each kind of record allowed and each refusal.</summary>
internal static class CredentialRows
{
    internal static IEnumerable<Row> All => [.. Recording, .. Fields, .. Competences, .. Certificates, .. Performances, .. Voting];

    private static IEnumerable<Row> Recording =>
    [
        Record("a registration", RefusalCode.None, World.Registering(), "credential.recorded"),
        Record("a qualification", RefusalCode.None, World.Qualifying(), "credential.recorded"),
        Record("a person's certificate", RefusalCode.None, World.Personal()),
        Record("a blacklist", RefusalCode.None, World.Crediting()),
        Record("a score", RefusalCode.None, World.With(World.Crediting(CreditKind.Score), c => c.Credit.ScoreHundredths = 9_500)),
        Record("older work", RefusalCode.None, World.Performing()),
        Record("whose code fails its check", RefusalCode.UnknownSubject, World.Qualifying(), c => c.SubjectUscc = "91350100M0001TGQXM"),
        Row("the same again", RefusalCode.None, w => Twice(w, World.Qualifying(), World.Qualifying())),
        Row("another under the same id", RefusalCode.CredentialExists, w => Twice(
            w, World.Qualifying(), World.With(World.Qualifying(), c => c.DocumentNo = "2"))),
        Record("in another's name", RefusalCode.IssuerNotSigner, World.Qualifying(), c => c.IssuerUscc = World.Uscc(5)),
        Row("by no authority", RefusalCode.NotPermitted, w => w.Run(
            w.Bidder, Call(World.With(World.Qualifying(), c => c.IssuerUscc = w.Bidder.Uscc)))),
        Row("a credit record by a qualification's authority", RefusalCode.NotPermitted, w => w.Run(
            w.Authority, Call(World.With(World.Crediting(), c => c.IssuerUscc = w.Authority.Uscc)))),
        Record("of nobody", RefusalCode.UnknownSubject, World.Qualifying(), c => c.SubjectUscc = World.Uscc(40)),
    ];

    private static IEnumerable<Row> Fields =>
    [
        Record("with an id of 15", RefusalCode.BadCount, World.Qualifying(), c => c.RecordId = World.Blob(15)),
        Record("of no shape", RefusalCode.BadUscc, World.Qualifying(), c => c.SubjectUscc = "1"),
        Record("of no region", RefusalCode.BadCode, World.Qualifying(), c => c.Region = "44"),
        Record("without a document", RefusalCode.BadText, World.Qualifying(), c => c.DocumentNo = ""),
        Record("with a digest of 31", RefusalCode.BadDigest, World.Qualifying(), c => c.DocumentDigest = World.Blob(31)),
        Record("without a fact", RefusalCode.NotPermitted, World.Performing(), c => c.ClearFact()),
        Record("two years ahead", RefusalCode.BadPeriod, World.Qualifying(), c => c.EffectiveFrom = World.Start + (700 * World.Day)),
        Record("that ends before it begins", RefusalCode.BadPeriod, World.Qualifying(), c => c.EffectiveUntil = c.EffectiveFrom),
        Record("a blacklist without end", RefusalCode.BadPeriod, World.Crediting(), c => c.EffectiveUntil = 0),
        Record("a blacklist with a score", RefusalCode.BadCount, World.Crediting(), c => c.Credit.Rank = 1),
        Record("of an unlisted kind", RefusalCode.BadEnumeration, World.Crediting(), c => c.Credit.Kind = (CreditKind)99),
        Record("a person in clear", RefusalCode.BadDigest, World.Personal(), c => c.Person.PersonCommitment = World.Blob(18)),
        Record("a person used too long", RefusalCode.BadPeriod, World.Personal(), c => c.Person.UseUntil = c.EffectiveUntil + 1),
        Record("a person's number", RefusalCode.PersonalIdentity, World.Crediting(), c => c.Credit.Result = "对11010519491231002X罚款"),
        Record("a negative capital", RefusalCode.BadAmount, World.Registering(), c => c.Registration.RegisteredCapitalFen = -1),
        Record("founded tomorrow", RefusalCode.BadPeriod, World.Registering(), c => c.Registration.EstablishedAt = World.Start + World.Day),
        Record("named with a Cyrillic letter", RefusalCode.ConfusableText, World.Registering(), c => c.Registration.Name = "А建设公司"),
        Record("named with a radical", RefusalCode.ConfusableText, World.Registering(), c => c.Registration.Name = "⾦建公司"),
        Record("named with full width", RefusalCode.ConfusableText, World.Registering(), c => c.Registration.Name = "ＡＢ公司"),
        Record("named with nothing wide", RefusalCode.ConfusableText, World.Registering(), c => c.Registration.Name = "建\u200B设"),
        Record("named with brackets of full width", RefusalCode.None, World.Registering(), c => c.Registration.Name = "建设（珠海）公司"),
        Record("of no type's code", RefusalCode.BadCode, World.Qualifying(), c => c.Qualification.TypeCode = "X1"),
        Record("of no level's code", RefusalCode.BadCode, World.Qualifying(), c => c.Qualification.LevelCode = "一"),
        Record(
            "of a type that is not in the catalogue", RefusalCode.UnknownQualificationType, World.Qualifying(),
            c => c.Qualification.TypeCode = "D199"),
        Record("of a level of no catalogue", RefusalCode.LevelNotInForce, World.Qualifying(), c => c.Qualification.LevelCode = "J"),
        Row("of a level that came later", RefusalCode.LevelNotInForce, w => w.WithReform(World.Start).Run(
            w.Authority, Call(World.With(World.Qualifying(), c => c.Qualification.LevelCode = "J")))),
        Row("of a level of the reform, after it", RefusalCode.None, w => w.WithReform(World.Start).Run(
            w.Authority, Call(World.With(World.Qualifying(), c => (c.EffectiveFrom, c.Qualification.LevelCode) = (World.Start, "J"))))),
    ];

    private static IEnumerable<Row> Competences =>
    [
        Record("in another province", RefusalCode.OutsideCompetence, World.Qualifying(), c => c.Region = "110000"),
        Record("of another category", RefusalCode.OutsideCompetence, World.Qualifying(), c => c.Qualification.TypeCode = "D201"),
        Row("before its competence begins", RefusalCode.OutsideCompetence, w => With(
            w, World.With(World.Competence(10, CredentialKind.Qualification, "D1"), c => c.EffectiveFrom = World.Start + 1))),
        Row("after its competence ended", RefusalCode.OutsideCompetence, w => With(
            w, World.With(World.Competence(10, CredentialKind.Qualification, "D1"), c => c.EffectiveUntil = World.Start))),
        Row("after its competence was withdrawn", RefusalCode.OutsideCompetence, w => With(
            w, World.With(Later(World.Competence(10, CredentialKind.Qualification, "D1")), c => c.Withdrawn = true))),
        Row("of a level above its competence", RefusalCode.OutsideCompetence, w => With(
            w, World.With(Later(World.Competence(10, CredentialKind.Qualification, "D1")), c => c.Levels.Add("B")))),
        Row("longer ago than it may", RefusalCode.BackDated, w => With(
            w, World.With(Later(World.Competence(10, CredentialKind.Qualification, "D1")), c => c.BackDatingDaysMax = 99))),
        Row("as long ago as it may", RefusalCode.None, w => With(
            w, World.With(Later(World.Competence(10, CredentialKind.Qualification, "D1")), c => c.BackDatingDaysMax = 100))),
        Row("older work by a centre without competence", RefusalCode.OutsideCompetence, w => w.Run(
            w.OtherCentre, Call(World.With(World.Performing(), c => c.IssuerUscc = w.OtherCentre.Uscc)))),
    ];

    private static IEnumerable<Row> Certificates =>
    [
        Row("a certificate", RefusalCode.None, w => Certify(w, _ => { }), "credential.recorded"),
        Row("a certificate without end", RefusalCode.BadPeriod, w => Certify(w, c => c.EffectiveUntil = 0)),
        Row("a certificate for nothing", RefusalCode.BadCount, w => Certify(w, c => c.Certificate.QualificationIds.Clear())),
        Row("a certificate for an unknown one", RefusalCode.UnknownCredential, w => Certify(
            w, c => c.Certificate.QualificationIds[0] = World.Blob(16, 99))),
        Row("a certificate without number", RefusalCode.BadText, w => Certify(w, c => c.Certificate.CertificateNo = "")),
        Row("a certificate issued tomorrow", RefusalCode.BadPeriod, w => Certify(
            w, c => c.Certificate.IssuedAt = World.Start + World.Day)),
        Row("a certificate number twice", RefusalCode.CertificateNumberTaken, w =>
        {
            Certify(w, _ => { });
            return Certify(w, c => c.RecordId = World.Blob(16, 40));
        }),
        Row("a renewal that keeps the number", RefusalCode.None, w =>
        {
            Certify(w, _ => { });
            return Certify(w, c => (c.RecordId, c.Supersedes, c.EffectiveFrom) = (World.Blob(16, 40), World.Blob(16, 22), World.Start));
        }),
    ];

    private static IEnumerable<Row> Performances =>
    [
        Row("what was done in a section", RefusalCode.None, w => Perform(w, _ => { }), "credential.recorded"),
        Row("what was done, by another centre", RefusalCode.OtherCentre, w => w.WithSection(SectionState.Contracted).Run(
            w.OtherCentre, Call(World.With(w.PerformingHere(), c => c.IssuerUscc = w.OtherCentre.Uscc)))),
        Row("of a section without contract", RefusalCode.SectionState, w =>
        {
            var finished = new World().WithSection(SectionState.Contracted).PerformingHere();
            w.WithSection(SectionState.Awarded).Later(20 * World.Day);
            return w.Run(w.Centre, Call(finished));
        }),
        Row("by who did not win", RefusalCode.PerformanceDiffers, w => Perform(w, c => c.SubjectUscc = World.Uscc(7))),
        Row("of another amount", RefusalCode.PerformanceDiffers, w => Perform(w, c => c.Performance.ContractFen++)),
        Row("done, with the chain's own dates left out", RefusalCode.None, w => Perform(
            w, c => (c.Performance.AwardedAt, c.Performance.ContractedAt) = (0, 0))),
        Row("done on another date than the chain's", RefusalCode.PerformanceDiffers, w => Perform(w, c => c.Performance.ContractedAt++)),
        Row("done before its contract", RefusalCode.BadPeriod, w => Perform(w, c =>
        {
            (c.Performance.AwardedAt, c.Performance.ContractedAt) = (0, 0);
            (c.Performance.AcceptedAt, c.EffectiveFrom) = (World.Start, World.Start);
        })),
        Row("of another region", RefusalCode.PerformanceDiffers, w => Perform(w, c => c.Region = "440100")),
        Row("of an unknown section", RefusalCode.UnknownSection, w => Perform(
            w, c => c.Performance.SectionCode = World.TenderProjectCode + "009")),
        Row("twice", RefusalCode.PerformanceExists, w =>
        {
            Perform(w, _ => { });
            return w.Run(w.Centre, Call(w.PerformingHere(41)));
        }),
        Record("done before it was awarded", RefusalCode.BadPeriod, World.Performing(), c => c.Performance.ContractedAt = World.Day),
        Record("from another date", RefusalCode.BadPeriod, World.Performing(), c => c.EffectiveFrom++),
    ];

    private static IEnumerable<Row> Voting =>
    [
        Propose("a qualification type", RefusalCode.None, p => p.PutQualificationType = World.Type()),
        Propose("a type without levels", RefusalCode.BadCount, p => p.PutQualificationType = World.With(
            World.Type(), t => t.Levels.Clear())),
        Propose("a type with a level twice", RefusalCode.BadCode, p => p.PutQualificationType = World.With(
            World.Type(), t => t.Levels[0].Formerly.Add("A"))),
        Propose("a type of no category", RefusalCode.BadEnumeration, p => p.PutQualificationType = World.With(
            World.Type(), t => t.Category = QualificationCategory.Unspecified)),
        Propose("a type of no code", RefusalCode.BadCode, p => p.PutQualificationType = World.With(World.Type(), t => t.Code = "E110")),
        Propose("a competence", RefusalCode.None, p => p.PutIssuerCompetence = World.Competence(10, CredentialKind.Person)),
        Propose("a competence of no kind", RefusalCode.BadEnumeration, p => p.PutIssuerCompetence = World.Competence(10, default)),
        Propose("a competence of no level", RefusalCode.BadCode, p => p.PutIssuerCompetence = World.With(
            World.Competence(10, CredentialKind.Qualification), c => c.Levels.Add("1"))),
        Propose("a competence for two centuries back", RefusalCode.BadCount, p => p.PutIssuerCompetence = World.With(
            World.Competence(10, CredentialKind.Qualification), c => c.BackDatingDaysMax = 73_000)),
    ];

    internal static Call Call(RecordCredential call) => new() { Credential = new CredentialCall { RecordCredential = call } };

    internal static Signer IssuerOf(World w, RecordCredential call) =>
        call.FactCase switch
        {
            RecordCredential.FactOneofCase.Credit => w.Regulator,
            RecordCredential.FactOneofCase.Performance => w.Centre,
            _ => w.Authority,
        };

    private static Refused Twice(World w, RecordCredential first, RecordCredential second)
    {
        w.MustRun(w.Authority, Call(first));
        return w.Run(w.Authority, Call(second));
    }

    private static Refused With(World w, IssuerCompetence competence)
    {
        if (competence.EffectiveFrom > World.Start)
        {
            Withdraw(w, competence);
        }

        w.Put(competence);
        return w.Run(w.Authority, Call(World.Qualifying()));
    }

    // The one that every world has gives way first.
    private static void Withdraw(World w, IssuerCompetence competence) =>
        w.Put(World.With(Later(competence), c => (c.EffectiveFrom, c.Withdrawn) = (World.Start, true)));

    private static IssuerCompetence Later(IssuerCompetence competence) => World.With(competence, c => c.EffectiveFrom = World.Start);

    private static Refused Certify(World w, Action<RecordCredential> change)
    {
        w.Run(w.Authority, Call(World.Qualifying()));
        return w.Run(w.Authority, Call(World.With(World.Certifying(), change)));
    }

    private static Refused Perform(World w, Action<RecordCredential> change) =>
        w.WithSection(SectionState.Contracted).Run(w.Centre, Call(World.With(w.PerformingHere(), change)));

    private static Row Record(string name, RefusalCode expected, RecordCredential call, string @event) =>
        Row(name, expected, w => w.Run(IssuerOf(w, call), Call(call)), @event);

    private static Row Record(string name, RefusalCode expected, RecordCredential call, Action<RecordCredential>? change = null)
    {
        var changed = World.With(call, change ?? (_ => { }));
        return Row(name, expected, w => w.Run(IssuerOf(w, call), Call(changed)));
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"credential: {name}", "DOMAIN §4", expected, w => act(w.WithCredentials()), @event);

    private static Row Propose(string name, RefusalCode expected, Action<ProposeChange> change) => new(
        $"propose: {name}", "DOMAIN §4", expected, w => w.Run(w.Centre, MembershipRows.Proposal(change)));
}
