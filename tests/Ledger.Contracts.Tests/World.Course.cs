using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>A section's course from its opening to its contract, with good values, which tests spoil one at a time.</summary>
internal sealed partial class World
{
    internal const long PublicityEnd = OpeningTime + (10 * Day);
    internal static readonly KeyPair CommitteeKey = Key(78);

    internal static FailSection Failing() => new() { SectionCode = SectionCode, Cause = FailureCause.TooFewBidders };

    /// <summary>After the opening, by the committee's report.</summary>
    internal static FailSection Rejecting(FailureCause cause = FailureCause.AllBidsRejected)
    {
        var report = Signed(new RecordEvaluation { SectionCode = SectionCode, ReportDigest = Blob(32) });
        return new FailSection
        {
            SectionCode = SectionCode,
            Cause = cause,
            ReportDigest = report.ReportDigest,
            CommitteeSignature = report.CommitteeSignature,
        };
    }

    internal static TerminateSection Terminating() => new() { SectionCode = SectionCode, NoticeDigest = Blob(32) };

    internal static AttributeDecryptionFailure Attributing(DecryptionFault fault = DecryptionFault.Bidder) =>
        new() { SectionCode = SectionCode, BidderUscc = Uscc(7), Fault = fault, EvidenceDigest = Blob(32) };

    internal static CompleteOpening Completing() => new() { SectionCode = SectionCode, ResultsDigest = Blob(32) };

    internal static AppointCommittee Appointing() =>
        new() { SectionCode = SectionCode, CommitteeKey = ByteString.CopyFrom(CommitteeKey.PublicKey.Encoded), Members = 5 };

    internal static RecordEvaluation Evaluating() =>
        Signed(new RecordEvaluation { SectionCode = SectionCode, ReportDigest = Blob(32), Candidates = { Uscc(8), Uscc(7) } });

    internal static RecordEvaluation Signed(RecordEvaluation call)
    {
        using var signer = CommitteeKey.CreateSigner();
        call.CommitteeSignature = ByteString.CopyFrom(signer.Sign(EvaluationBytes.Encode(ChainId, call)));
        return call;
    }

    internal static PublicizeCandidates Publicizing() => new() { SectionCode = SectionCode, Until = PublicityEnd, NoticeDigest = Blob(32) };

    internal static AwardSection Awarding(int winner = 8) =>
        new() { SectionCode = SectionCode, WinnerUscc = Uscc(winner), AwardFen = 3_900_000_00, NoticeDigest = Blob(32) };

    internal static SignContract Contracting() =>
        new() { SectionCode = SectionCode, ContractFen = 3_900_000_00, PerformanceBondFen = 390_000_00, ContractDigest = Blob(32) };

    internal static PauseSection Pausing(PauseCause cause = PauseCause.Objection) =>
        new() { SectionCode = SectionCode, Cause = cause, DecisionDigest = Blob(32) };

    internal static ResumeSection Resuming() => new() { SectionCode = SectionCode, DecisionDigest = Blob(32) };

    internal static Call Call(FailSection call) => new() { Tender = new TenderCall { FailSection = call } };

    internal static Call Call(TerminateSection call) => new() { Tender = new TenderCall { TerminateSection = call } };

    internal static Call Call(AttributeDecryptionFailure call) => new() { Tender = new TenderCall { AttributeDecryptionFailure = call } };

    internal static Call Call(CompleteOpening call) => new() { Tender = new TenderCall { CompleteOpening = call } };

    internal static Call Call(AppointCommittee call) => new() { Tender = new TenderCall { AppointCommittee = call } };

    internal static Call Call(RecordEvaluation call) => new() { Tender = new TenderCall { RecordEvaluation = call } };

    internal static Call Call(PublicizeCandidates call) => new() { Tender = new TenderCall { PublicizeCandidates = call } };

    internal static Call Call(AwardSection call) => new() { Tender = new TenderCall { AwardSection = call } };

    internal static Call Call(SignContract call) => new() { Tender = new TenderCall { SignContract = call } };

    internal static Call Call(PauseSection call) => new() { Tender = new TenderCall { PauseSection = call } };

    internal static Call Call(ResumeSection call) => new() { Tender = new TenderCall { ResumeSection = call } };

    /// <summary>Leads the announced section on to a state, by the steps that the machine has between.</summary>
    internal void Advance(SectionState state)
    {
        switch (state)
        {
            case SectionState.Announced:
                return;
            case SectionState.Postponed:
                MustRun(Centre, Call(Notice()));
                return;
            case SectionState.Terminated:
                MustRun(Tenderer, Call(Terminating()));
                return;
            case SectionState.Failed:
                Time = OpeningTime;
                MustRun(Centre, Call(Failing()));
                return;
            case SectionState.Paused:
                Advance(SectionState.Publicized);
                MustRun(Regulator, Call(Pausing(PauseCause.Regulator)));
                return;
            default:
                Time = OpeningTime;
                break;
        }

        (SectionState Reached, Signer Signer, Func<Call> Call)[] steps =
        [
            (SectionState.Opening, Centre, () => Call(Opening())),
            (SectionState.Opening, Centre, () => Call(Appointing())),
            (SectionState.Opened, Centre, () => Call(Listing())),
            (SectionState.Opened, Centre, () => Call(ReleasingKey())),
            (SectionState.Opened, Centre, () => Call(Completing())),
            (SectionState.Evaluated, Centre, () => Call(Evaluating())),
            (SectionState.Publicized, Tenderer, () => Call(Publicizing())),
            (SectionState.Awarded, Tenderer, () => Call(Awarding())),
            (SectionState.Contracted, Tenderer, () => Call(Contracting())),
        ];
        foreach (var step in steps.Where(step => step.Reached <= state))
        {
            Time = step.Reached >= SectionState.Awarded ? Math.Max(Time, PublicityEnd) : Time;
            MustRun(step.Signer, step.Call());
        }
    }
}
