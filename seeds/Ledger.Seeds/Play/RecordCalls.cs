using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The calls of the record's actions.</summary>
public sealed class RecordCalls(ConsortiumSeed consortium, RecordActors actors, RecordSealer sealer, RecordedSessions sessions)
{
    /// <summary>
    /// The calls of an action; all succeed or none does. What an action of <see cref="RecordActionKind.RevealGuarantees"/> opens is in
    /// <paramref name="opened"/>.
    /// </summary>
    public IReadOnlyList<Call> Build(RecordAction action, IReadOnlyList<OpenedGuarantee> opened)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Kind switch
        {
            RecordActionKind.RegisterSubjects => [.. action.Subjects.Select(Register)],
            RecordActionKind.RecordSessions => [RecordSessions(action)],
            RecordActionKind.RegisterTenderer => [Register(action.Subjects[0]), Certify(action.Subjects[0])],
            RecordActionKind.AnnounceSections => [Create(action.Sections[0].Project), .. action.Sections.Select(Announce)],
            RecordActionKind.PublishNotice => [Of(new TenderCall { PublishNotice = Notice(action.Sections[0]) })],
            RecordActionKind.OpenSection => [Of(new TenderCall { OpenSection = Open(action.Sections[0]) })],
            RecordActionKind.FailSection => [Of(new TenderCall { FailSection = new FailSection { SectionCode = action.Sections[0].Code } })],
            RecordActionKind.TerminateSection => [Of(new TenderCall { TerminateSection = Terminate(action.Sections[0]) })],
            RecordActionKind.RevealGuarantees => [Of(new GuaranteeCall { Open = new OpenGuarantees { SectionCode = action.Sections[0].Code, Guarantees = { opened } } })],
            RecordActionKind.IssueGuarantees => [Of(new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { action.Slots.Select(sealer.Seal) } } })],
            RecordActionKind.SurrenderGuarantees => [.. action.Slots.Select(Surrender)],
            _ => [Of(AboutOne(action.Kind, action.Guarantees[0]))],
        };
    }

    private static Call Of(TenderCall call) => new() { Tender = call };

    private static Call Of(GuaranteeCall call) => new() { Guarantee = call };

    private static Call Register(MarketSubject subject) =>
        new() { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = subject.Uscc, Name = subject.Name } } };

    private Call RecordSessions(RecordAction action) =>
        new() { Evidence = new EvidenceCall { RecordSessions = new RecordSessions { Sessions = { action.Sessions.Select(sessions.Finish) } } } };

    private Call Certify(MarketSubject tenderer)
    {
        var participant = actors.ParticipantOf(tenderer.Uscc);
        var possession = actors.SignerOf(tenderer.Uscc).Sign(PossessionBytes.Encode(consortium.Genesis.ChainId, participant.CertificateId));
        return new Call
        {
            Account = new AccountCall
            {
                RegisterCertificate = new RegisterCertificate
                {
                    Certificate = UnsafeByteOperations.UnsafeWrap(participant.Certificate.Der),
                    Possession = UnsafeByteOperations.UnsafeWrap(possession),
                },
            },
        };
    }

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
                AcceptsCash = true,
                AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
                ForfeitureTermsDigest = Document($"forfeiture/{section.Project.TenderProjectCode}"),
            },
        });
    }

    private PublishNotice Notice(SectionPlan section) => new()
    {
        SectionCode = section.Code,
        NoticeNumber = 2,
        OpeningTime = section.OpeningAt.ToUnixTimeMilliseconds(),
        NoticeDigest = Document($"notice/{section.Code}/2"),
        Kind = NoticeKind.Postponement,
    };

    private OpenSection Open(SectionPlan section)
    {
        using var openingKey = actors.OpeningKeyOf(section);
        return new OpenSection
        {
            SectionCode = section.Code,
            Bidders = (uint)section.Bidders,
            OpeningPrivateKey = ByteString.CopyFrom(openingKey.PrivateKey),
        };
    }

    private TerminateSection Terminate(SectionPlan section) => new() { SectionCode = section.Code, NoticeDigest = Document($"termination/{section.Code}") };

    private Call Surrender(IssueSlot slot) => Of(new GuaranteeCall
    {
        Surrender = new SurrenderGuarantee
        {
            GuaranteeId = slot.GuaranteeId,
            AttestationDigest = Document($"attestation/{Convert.ToHexStringLower(slot.GuaranteeId.Span)}"),
        },
    });

    private GuaranteeCall AboutOne(RecordActionKind kind, GuaranteePlan guarantee)
    {
        var id = guarantee.IdFrom(consortium.Seed);
        return kind switch
        {
            RecordActionKind.ReleaseGuarantee => new() { Release = new ReleaseGuarantee { GuaranteeId = id, Reason = ReasonOf(guarantee) } },
            RecordActionKind.PayClaim => new() { Pay = new PayClaim { GuaranteeId = id, AmountFen = guarantee.AmountFen } },
            RecordActionKind.RefuseClaim => new() { Refuse = new RefuseClaim { GuaranteeId = id, Discrepancies = { "索赔书未附招标人出具的违约说明", "索赔书签章与受益人名称不符" } } },
            RecordActionKind.ClaimGuarantee => new()
            {
                Claim = new ClaimGuarantee
                {
                    GuaranteeId = id,
                    AmountFen = guarantee.AmountFen,
                    Reason = guarantee.ClaimReason,
                    EvidenceDigest = Document($"evidence/{guarantee.Index}"),
                    StatementDigest = Document($"statement/{guarantee.Index}"),
                },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The action is not about one guarantee."),
        };
    }

    private static ReleaseReason ReasonOf(GuaranteePlan guarantee) =>
        guarantee.Ending == GuaranteeEnding.ContractSigned ? ReleaseReason.ContractSigned : ReleaseReason.NotAwarded;

    private ByteString Document(string name) => ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, name));
}
