using Google.Protobuf;
using Ledger.Client.Evidence;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The calls of the record's actions.</summary>
public sealed class RecordCalls(ConsortiumSeed consortium, RecordActors actors, RecordSealer sealer, RecordedSessions sessions)
{
    private const string Procurement = "D";

    private readonly CourseCalls _course = new(consortium, actors);
    private readonly GuaranteeCalls _guarantees = new(consortium, sealer);
    private readonly CredentialCalls _credentials = new(consortium);

    /// <summary>
    /// The calls of an action; all succeed or none does. What an action of <see cref="RecordActionKind.RevealGuarantees"/> opens is in
    /// <paramref name="opened"/>.
    /// </summary>
    public IReadOnlyList<Call> Build(RecordAction action, IReadOnlyList<OpenedGuarantee> opened)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Kind switch
        {
            RecordActionKind.RecordSessions => [RecordSessions(action)],
            RecordActionKind.RegisterSubjects or RecordActionKind.RegisterTenderer =>
                [.. action.Subjects.SelectMany(subject => actors.ParticipantOf(subject.Uscc).EnrolmentCalls(consortium.Genesis))],
            RecordActionKind.AnnounceSections => [Create(action.Sections[0].Project), .. action.Sections.Select(Announce)],
            RecordActionKind.RevealGuarantees => [.. _course.Build(action).Select(Of), .. _guarantees.Build(action, opened).Select(Of)],
            RecordActionKind.RecordQualifications or RecordActionKind.RecordPerformances or RecordActionKind.RecordCheck =>
                [.. _credentials.Build(action).Select(call => new Call { Credential = call })],
            _ when action.Sections.Count > 0 => [.. _course.Build(action).Select(Of)],
            _ => [.. _guarantees.Build(action, opened).Select(Of)],
        };
    }

    private static Call Of(TenderCall call) => new() { Tender = call };

    private static Call Of(GuaranteeCall call) => new() { Guarantee = call };

    private Call RecordSessions(RecordAction action) =>
        EvidenceCalls.RecordSessions(consortium.Genesis.Hasher, sessions.BookOf(action));

    private static Call Create(ProjectPlan project) => Of(new TenderCall
    {
        CreateProject = new CreateProject
        {
            ProjectCode = project.ProjectCode,
            TenderProjectCode = project.TenderProjectCode,
            Name = project.Name,
            TendererUscc = project.Tenderer.Uscc,
            Region = project.Region,
            TradeClass = project.TradeClass,
        },
    });

    private Call Announce(SectionPlan section)
    {
        using var openingKey = actors.OpeningKeyOf(section);
        return Of(new TenderCall
        {
            AnnounceSection = new AnnounceSection
            {
                SectionCode = section.Code,
                TenderProjectCode = section.Project.TenderProjectCode,
                Name = section.Name,
                EstimatedPriceFen = section.EstimatedPriceFen,
                BondFen = section.BondFen,
                BidValidityDays = (uint)section.BidValidityDays,
                OpeningTime = section.FirstOpeningAt.ToUnixTimeMilliseconds(),
                OpeningKey = ByteString.CopyFrom(openingKey.PublicKey.Encoded),
                NoticeDigest = Document($"notice/{section.Code}/1"),
                AcceptsCash = section.Project.TradeClass != Procurement, // 政府采购法实施条例 §33
                KeyHolder = KeyHolder.Centre,
                AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
                ForfeitureTermsDigest = Document($"forfeiture/{section.Project.TenderProjectCode}"),
            },
        });
    }

    private ByteString Document(string name) => ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, name));
}
