using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// What follows in an opened section: its committee, the results of the opening, evaluation, publicity, awards, contract.
/// </summary>
internal sealed class CourseClient(Simulation world, TenderClient tender, string section, IReadOnlyList<string> bidders)
{
    private const long PublicityMs = 5_000;
    private const long ContractFen = 90_000_000;
    private readonly KeyPair _committee = world.Random.Pick(SimulatedConsortium.CommitteeKeys);
    private readonly List<string> _left = [.. bidders];
    private long _publicUntil;

    internal void Start() =>
        Send(
            Completed,
            new TenderCall { AppointCommittee = Appointment() },
            new TenderCall { CompleteOpening = new() { SectionCode = section, ResultsDigest = Digest() } });

    private AppointCommittee Appointment() =>
        new() { SectionCode = section, CommitteeKey = ByteString.CopyFrom(_committee.PublicKey.Encoded), Members = 5 };

    private void Completed()
    {
        if (world.Random.Chance(30))
        {
            var decision = Digest();
            Send(
                () => Send(Evaluate, new TenderCall { ResumeSection = new() { SectionCode = section, DecisionDigest = decision } }),
                new TenderCall { PauseSection = new() { SectionCode = section, Cause = PauseCause.Objection, DecisionDigest = decision } });
        }
        else
        {
            Evaluate();
        }
    }

    private void Evaluate()
    {
        if (world.Clients.AnyHonest() is not { } node)
        {
            world.Events.After(500, Evaluate);
            return;
        }

        var call = new RecordEvaluation { SectionCode = section, ReportDigest = Digest(), Candidates = { _left.Take(3) } };
        var signer = world.Consortium.SignerOf(_committee);
        call.CommitteeSignature = ByteString.CopyFrom(signer.Sign(EvaluationBytes.Encode(world.Consortium.Genesis.ChainId, call)));
        _publicUntil = node.Core!.Chain.Head.Header.Time + PublicityMs;
        Send(
            AwardWhenDue,
            new TenderCall { RecordEvaluation = call },
            new TenderCall { PublicizeCandidates = new() { SectionCode = section, Until = _publicUntil, NoticeDigest = Digest() } });
    }

    private void AwardWhenDue()
    {
        if (!world.Clients.IsOpen)
        {
            return;
        }

        if (world.Clients.AnyHonest()?.Core is not { } core || core.Chain.Head.Header.Time < _publicUntil)
        {
            world.Events.After(1_000, AwardWhenDue);
            return;
        }

        var mayRefuse = _left.Count > 1 && world.Random.Chance(40);
        Award(mayRefuse ? () => Refused(_left[0]) : () => Sign(_left[0]));
    }

    // The first winner does not sign; the next candidate follows it (实施条例 §55).
    private void Refused(string winner)
    {
        _left.Remove(winner);
        tender.OnContractRefused(winner);
        Award(() => Sign(_left[0]));
    }

    private void Award(Action done) => Send(done, new TenderCall
    {
        AwardSection = new() { SectionCode = section, WinnerUscc = _left[0], AwardFen = ContractFen, NoticeDigest = Digest() },
    });

    private void Sign(string winner) => Send(() => tender.OnContracted(winner), new TenderCall
    {
        SignContract = new()
        {
            SectionCode = section,
            ContractFen = ContractFen,
            PerformanceBondFen = ContractFen / 10,
            ContractDigest = Digest(),
        },
    });

    private void Send(Action done, params TenderCall[] calls) =>
        tender.Send(tender.Centre, done, [.. calls.Select(call => new Call { Tender = call })]);

    private ByteString Digest() => ByteString.CopyFrom(Bodies.Random(world, Protocol.Digest.Bytes));
}
