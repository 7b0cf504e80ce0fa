using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>Calls of the Credential contract with good values, which tests spoil one at a time.</summary>
internal sealed partial class World
{
    internal const long IssuedAt = Start - (100 * Day);

    /// <summary>The catalogue of one type, and who may record what.</summary>
    internal World WithCredentials()
    {
        Subject(8); // who wins the section
        Put(Type());
        Put(Competence(10, CredentialKind.Registration));
        Put(Competence(10, CredentialKind.Qualification, "D1"));
        Put(Competence(10, CredentialKind.Certificate));
        Put(Competence(10, CredentialKind.Person));
        Put(Competence(5, CredentialKind.Credit));
        Put(Competence(1, CredentialKind.Performance));
        return this;
    }

    /// <summary>The levels of the reform (建市〔2020〕94号), which count those of before.</summary>
    internal World WithReform(long from)
    {
        Put(With(Type(), type =>
        {
            type.EffectiveFrom = from;
            type.Levels.Clear();
            type.Levels.Add(new QualificationLevel { Code = "J", Name = "甲级", Formerly = { "T", "A" } });
            type.Levels.Add(new QualificationLevel { Code = "Y", Name = "乙级", Formerly = { "B", "C" } });
        }));
        return this;
    }

    internal void Put(QualificationType type)
    {
        var schedule = QualificationTypes.WithType(State, type, notBefore: 0, out var key);
        CredentialTables.Catalog.Write(State, key, schedule);
    }

    internal void Put(IssuerCompetence competence)
    {
        var schedule = IssuerCompetences.WithCompetence(State, competence, notBefore: 0, out var key);
        CredentialTables.Competences.Write(State, key, schedule);
    }

    internal CredentialRecord? Credential(RecordCredential call) =>
        CredentialTables.Records.Read(State, CredentialTables.RecordKey(call.SubjectUscc, call.RecordId.Span));

    internal static QualificationType Type() => new()
    {
        Code = "D110",
        Category = QualificationCategory.General,
        Name = "市政公用工程施工总承包",
        Levels =
        {
            new QualificationLevel { Code = "T", Name = "特级" },
            new QualificationLevel { Code = "A", Name = "一级" },
            new QualificationLevel { Code = "B", Name = "二级" },
        },
        EffectiveFrom = Start - (2000 * Day),
        Source = "建筑业企业资质标准",
        LawVersion = "2014年印发",
    };

    internal static IssuerCompetence Competence(int issuer, CredentialKind kind, string types = "") => new()
    {
        IssuerUscc = Uscc(issuer),
        Kind = kind,
        TypePrefix = types,
        Region = "440000",
        EffectiveFrom = Start - (2000 * Day),
        BackDatingDaysMax = 1000,
        Source = "建筑业企业资质管理规定",
        LawVersion = "2018年修改",
    };

    internal static RecordCredential Qualifying(byte id = 21) => With(
        Recording(id, 10), c => c.Qualification = new QualificationFact { TypeCode = "D110", LevelCode = "A" });

    internal static RecordCredential Certifying(byte id = 22) => With(Recording(id, 10), c =>
    {
        c.EffectiveUntil = Start + (1000 * Day);
        c.Certificate = new CertificateFact
        {
            CertificateNo = "D244000001",
            QualificationIds = { Blob(16, 21) },
            IssuedAt = IssuedAt,
        };
    });

    internal static RecordCredential Registering(byte id = 25) => With(Recording(id, 10), c => c.Registration = new RegistrationFact
    {
        Name = "广东建设有限公司",
        LegalForm = "有限责任公司",
        RegisteredCapitalFen = 5_000_000_000,
        EstablishedAt = IssuedAt,
    });

    internal static RecordCredential Personal(byte id = 26) => With(Recording(id, 10), c =>
    {
        c.EffectiveUntil = Start + (500 * Day);
        c.Person = new PersonFact
        {
            PersonCommitment = Blob(32, 9),
            Category = "JZS1",
            Specialty = "市政公用工程",
            UseUntil = Start + (80 * Day),
        };
    });

    internal static RecordCredential Crediting(CreditKind kind = CreditKind.Blacklist, byte id = 23) => With(Recording(id, 5), c =>
    {
        c.EffectiveUntil = Start + (300 * Day);
        c.Credit = new CreditFact { Kind = kind, Code = "S1", Basis = "招标投标法第五十四条", Result = "列入名单", ConfinedAction = "投标" };
    });

    /// <summary>Older work, of no section of the chain.</summary>
    internal static RecordCredential Performing(byte id = 24) => With(Recording(id, 1), c => c.Performance = new PerformanceFact
    {
        Name = "旧路改造工程",
        OwnerUscc = Uscc(6),
        TradeClass = "A02",
        AwardFen = 3_000_000_00,
        ContractFen = 3_000_000_00,
        AwardedAt = IssuedAt - (300 * Day),
        ContractedAt = IssuedAt - (290 * Day),
        CompletedAt = IssuedAt - Day,
        AcceptedAt = IssuedAt,
    });

    /// <summary>What the section's winner did there, as the chain shows it, accepted ten days later.</summary>
    internal RecordCredential PerformingHere(byte id = 27)
    {
        var fact = SectionPerformances.Of(Section);
        fact.AcceptedAt = fact.ContractedAt + (10 * Day);
        Time = Math.Max(Time, fact.AcceptedAt);
        return new RecordCredential
        {
            RecordId = Blob(16, id),
            SubjectUscc = SectionRules.LatestAward(Section)!.WinnerUscc,
            IssuerUscc = Centre.Uscc,
            Region = Section.Region,
            EffectiveFrom = fact.AcceptedAt,
            DocumentDigest = Blob(32),
            Performance = fact,
        };
    }

    internal static ChangeCredential Suspending(RecordCredential of) => Changing(of, CredentialChangeKind.Suspended);

    internal static ChangeCredential Changing(RecordCredential of, CredentialChangeKind kind, long from = Start) => new()
    {
        SubjectUscc = of.SubjectUscc,
        RecordId = of.RecordId,
        Kind = kind,
        EffectiveFrom = from,
        DocumentNo = "粤建处〔2023〕1号",
        DocumentDigest = Blob(32),
        Reason = "整改",
    };

    internal static RecordCheck Checking() => new()
    {
        CheckId = Blob(16, 31),
        SubjectUscc = Uscc(7),
        SectionCode = SectionCode,
        AsOf = Start,
        RequirementDigest = Blob(32),
        Outcomes = { CheckOutcome.Met, CheckOutcome.Unknown },
    };

    internal static T With<T>(T call, Action<T> change)
        where T : IMessage<T>
    {
        var changed = call.Clone();
        change(changed);
        return changed;
    }

    private static RecordCredential Recording(byte id, int issuer) => new()
    {
        RecordId = Blob(16, id),
        SubjectUscc = Uscc(7),
        IssuerUscc = Uscc(issuer),
        Region = "440400",
        EffectiveFrom = IssuedAt,
        DocumentNo = "粤建许〔2023〕7号",
        DocumentDigest = Blob(32),
    };
}
