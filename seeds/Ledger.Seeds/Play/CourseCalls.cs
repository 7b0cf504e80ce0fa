using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The calls of a section's course, from its notices to its contract.</summary>
internal sealed class CourseCalls(ConsortiumSeed consortium, RecordActors actors)
{
    private const int PerformanceBondPercent = 10; // 实施条例 §58

    internal IEnumerable<TenderCall> Build(RecordAction action)
    {
        var section = action.Sections[0];
        return action.Kind switch
        {
            RecordActionKind.PublishNotice => [new() { PublishNotice = Notice(section) }],
            RecordActionKind.OpenSection =>
                [new() { AppointCommittee = Appoint(section) }, new() { OpenSection = BiddersOf(section).Opening() }],
            RecordActionKind.RevealGuarantees =>
                [new() { ListBidders = BiddersOf(section).Listing() }, new() { ReleaseOpeningKey = Release(section) }],
            RecordActionKind.CompleteOpening =>
                [
                    .. action.Guarantees.Select(Attribute),
                    new() { CompleteOpening = new() { SectionCode = section.Code, ResultsDigest = Document("opening-results", section) } },
                ],
            RecordActionKind.FailSection =>
                [new() { FailSection = new() { SectionCode = section.Code, Cause = FailureCause.TooFewBidders } }],
            RecordActionKind.TerminateSection =>
                [new() { TerminateSection = new() { SectionCode = section.Code, NoticeDigest = Document("termination", section) } }],
            RecordActionKind.EvaluateSection =>
                [new() { RecordEvaluation = Evaluate(section) }, new() { PublicizeCandidates = Publicize(section, action.Until!.Value) }],
            RecordActionKind.PauseSection => [new() { PauseSection = Pause(section) }],
            RecordActionKind.ResumeSection =>
                [new() { ResumeSection = new() { SectionCode = section.Code, DecisionDigest = Document("answer", section) } }],
            RecordActionKind.AwardSection => [new() { AwardSection = Award(section, action.Subjects[0]) }],
            RecordActionKind.SignContract => [new() { SignContract = Sign(section) }],
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "The action is no step of a section."),
        };
    }

    private PublishNotice Notice(SectionPlan section) => new()
    {
        SectionCode = section.Code,
        NoticeNumber = 2,
        OpeningTime = section.OpeningAt.ToUnixTimeMilliseconds(),
        NoticeDigest = Document("notice/2", section),
        Kind = NoticeKind.Postponement,
    };

    private AppointCommittee Appoint(SectionPlan section)
    {
        using var key = actors.CommitteeKeyOf(section);
        return new()
        {
            SectionCode = section.Code,
            CommitteeKey = ByteString.CopyFrom(key.PublicKey.Encoded),
            Members = (uint)section.CommitteeMembers,
        };
    }

    private BidderList BiddersOf(SectionPlan section)
    {
        using var openingKey = actors.OpeningKeyOf(section);
        var genesis = consortium.Genesis;
        var salt = BidderCommitments.SaltFrom(genesis.Hasher, genesis.ChainId, section.Code, openingKey.PrivateKey);
        return new BidderList(genesis, section.Code, salt, section.Bidding.Select(bidder => bidder.Uscc));
    }

    private ReleaseOpeningKey Release(SectionPlan section)
    {
        using var openingKey = actors.OpeningKeyOf(section);
        return new() { SectionCode = section.Code, OpeningPrivateKey = ByteString.CopyFrom(openingKey.PrivateKey) };
    }

    private TenderCall Attribute(GuaranteePlan guarantee) => new()
    {
        AttributeDecryptionFailure = new()
        {
            SectionCode = guarantee.Section.Code,
            BidderUscc = guarantee.Applicant.Uscc,
            Fault = guarantee.Fault,
            EvidenceDigest = ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, "decryption-failure", guarantee.Index)),
        },
    };

    private RecordEvaluation Evaluate(SectionPlan section)
    {
        var call = new RecordEvaluation
        {
            SectionCode = section.Code,
            ReportDigest = Document("evaluation", section),
            Candidates = { section.Candidates.Select(candidate => candidate.Uscc) },
        };
        using var key = actors.CommitteeKeyOf(section);
        var signer = new DeterministicSigner(key, lowS: true); // built again, the calls must be the same: their business key knows them
        call.CommitteeSignature = UnsafeByteOperations.UnsafeWrap(signer.Sign(EvaluationBytes.Encode(consortium.Genesis.ChainId, call)));
        return call;
    }

    private PublicizeCandidates Publicize(SectionPlan section, DateTimeOffset until) =>
        new() { SectionCode = section.Code, Until = until.ToUnixTimeMilliseconds(), NoticeDigest = Document("candidates", section) };

    private PauseSection Pause(SectionPlan section) =>
        new() { SectionCode = section.Code, Cause = PauseCause.Objection, DecisionDigest = Document("objection", section) };

    private AwardSection Award(SectionPlan section, MarketSubject winner) =>
        new()
        {
            SectionCode = section.Code,
            WinnerUscc = winner.Uscc,
            AwardFen = section.ContractFen,
            NoticeDigest = Document($"award/{winner.Uscc}", section),
        };

    private SignContract Sign(SectionPlan section) => new()
    {
        SectionCode = section.Code,
        ContractFen = section.ContractFen,
        PerformanceBondFen = section.ContractFen * PerformanceBondPercent / 100,
        ContractDigest = Document("contract", section),
    };

    private ByteString Document(string name, SectionPlan section) =>
        ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, $"{name}/{section.Code}"));
}
