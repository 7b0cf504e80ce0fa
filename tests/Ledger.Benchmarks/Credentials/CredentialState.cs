using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Benchmarks.Credentials;

/// <summary>A state on disk with so many credentials, twelve of each subject, and a catalogue.</summary>
internal sealed class CredentialState : IDisposable
{
    internal const int RecordsOfSubject = 12;
    internal const long Time = 1_793_496_600_000;

    private const int SubjectsOfBlock = 400;
    private const long DayMs = 24L * 60 * 60 * 1000;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-bench-");
    private readonly RocksStore _store;

    internal CredentialState(IHasher hasher, int records)
    {
        _store = RocksStore.Open(Path.Combine(_directory.FullName, "store"), new RocksStoreOptions());
        State = new StateStore(_store, hasher, new StateOptions());
        Subjects = records / RecordsOfSubject;
        Write([new StateChange(CredentialTables.Catalog.Key("D110"), Catalogue().ToByteArray())]);
        for (var first = 0; first < Subjects; first += SubjectsOfBlock)
        {
            Write(Enumerable.Range(first, Math.Min(SubjectsOfBlock, Subjects - first)).SelectMany(Records));
        }
    }

    internal StateStore State { get; }

    internal int Subjects { get; }

    internal ulong Height { get; private set; }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    internal static string Uscc(int subject) => $"91440400{subject:D9}X";

    private void Write(IEnumerable<StateChange> changes)
    {
        var update = State.Prepare(++Height, [.. changes.OrderBy(change => change.Key, StateKeyComparer.Instance)]);
        var write = new WriteSet();
        update.WriteTo(write);
        _store.Write(write, durable: false);
        State.Commit(update);
        if (State.IsCheckpointDue)
        {
            var checkpoint = new WriteSet();
            State.WriteCheckpoint(checkpoint);
            _store.Write(checkpoint, durable: false);
            State.CommitCheckpoint();
        }
    }

    private static IEnumerable<StateChange> Records(int subject)
    {
        for (var i = 0; i < RecordsOfSubject; i++)
        {
            var record = new RecordCredential
            {
                RecordId = Bytes($"{subject}/{i}", CredentialTables.IdBytes),
                SubjectUscc = Uscc(subject),
                IssuerUscc = Uscc(0),
                Region = "440400",
                EffectiveFrom = Time - (1_000 * DayMs),
                EffectiveUntil = Time + (1_000 * DayMs),
                DocumentNo = $"粤建许〔2024〕{subject}号",
                DocumentDigest = Bytes($"{subject}/{i}/document", 32),
            };
            Fill(record, subject, i);
            yield return new StateChange(
                CredentialTables.RecordKey(record.SubjectUscc, record.RecordId.Span),
                new CredentialRecord { Recorded = record, RecordedAt = Time - (999 * DayMs) }.ToByteArray());
        }
    }

    private static void Fill(RecordCredential record, int subject, int number)
    {
        switch (number)
        {
            case < 3:
                record.Qualification = new QualificationFact { TypeCode = number == 0 ? "D110" : "D201", LevelCode = "A" };
                break;
            case 3:
                record.Certificate = new CertificateFact
                {
                    CertificateNo = $"D244{subject:D6}",
                    QualificationIds = { Bytes($"{subject}/0", CredentialTables.IdBytes) },
                    IssuedAt = record.EffectiveFrom,
                };
                break;
            case < 9:
                record.Performance = new PerformanceFact
                {
                    Name = "市政道路改造工程",
                    OwnerUscc = Uscc(1),
                    TradeClass = "A02",
                    AwardFen = 1,
                    ContractFen = 1,
                    AcceptedAt = record.EffectiveFrom,
                };
                break;
            case 9:
                record.Credit = new CreditFact
                {
                    Kind = CreditKind.Score,
                    Code = "S1",
                    Basis = "评价办法",
                    Result = "A",
                    ScoreHundredths = 9_000,
                };
                break;
            default:
                record.Person = new PersonFact
                {
                    PersonCommitment = Bytes($"{subject}/{number}/person", 32),
                    Category = "JZS1",
                    Specialty = "市政公用工程",
                };
                break;
        }
    }

    private static QualificationTypeSchedule Catalogue() => new()
    {
        Entries =
        {
            new QualificationType
            {
                Code = "D110",
                Category = QualificationCategory.General,
                Name = "市政公用工程施工总承包",
                Levels = { new QualificationLevel { Code = "A", Name = "一级" }, new QualificationLevel { Code = "B", Name = "二级" } },
                Source = "建筑业企业资质标准",
                LawVersion = "2014年印发",
            },
        },
    };

    private static ByteString Bytes(string of, int count) =>
        ByteString.CopyFrom(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(of)).AsSpan(0, count));
}
