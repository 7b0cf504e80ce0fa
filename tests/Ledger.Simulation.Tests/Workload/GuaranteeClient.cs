using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>One guarantee, from its issue to one of its ends.</summary>
internal sealed class GuaranteeClient(Simulation world, TenderClient tender, Participant beneficiary, Participant guarantor)
{
    private readonly ByteString _id = ByteString.CopyFrom(Bodies.Random(world, SealedPair.GuaranteeIdBytes));
    private SealedPair? _sealed;
    private long _amountFen;
    private long _validUntil;
    private bool _waits;
    private string? _winner;

    /// <summary>What reveals it, first version first.</summary>
    internal IEnumerable<OpenedGuarantee> Opened => _sealed!.Opened;

    internal string Bidder { get; private set; } = string.Empty;

    internal void Issue(string section, long bondFen, long validFrom, long validUntil, int bidder, Action done)
    {
        var applicant = world.Consortium.Guarantors[bidder];
        (_amountFen, _validUntil, Bidder) = (bondFen + world.Random.Below(1000), validUntil, applicant.Uscc);
        var terms = new GuaranteeTerms
        {
            GuaranteeNo = $"BH{bidder}",
            SectionCode = section,
            BeneficiaryUscc = beneficiary.Uscc,
            ApplicantUscc = Bidder,
            ApplicantName = "投标人",
            GuarantorUscc = guarantor.Uscc,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = _amountFen,
            ValidFrom = validFrom,
            ValidUntil = validUntil,
            DocumentDigest = Digest(),
            Version = 1,
            ApplicationDigest = Digest(),
            Wording = new Wording { Name = "independent.v1", Digest = Digest() },
        };
        _sealed = new SealedPair(world, _id, terms, applicant);
        Send(guarantor, done, new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { _sealed.Records } } });
    }

    internal void Revealed()
    {
        switch (world.Random.Below(9))
        {
            case 0:
                Amend(Wait);
                break;
            case 1:
                Claim(_amountFen, Pay);
                break;
            case 2:
                Claim(_amountFen, () => Refuse(() => Release(ReleaseReason.ClaimAbandoned)));
                break;
            case 3:
                Claim(_amountFen / 2, () => Refuse(() => Claim(_amountFen, Pay)));
                break;
            case 4:
                Claim(_amountFen + 1, () => throw new SimulationException("A claim above the guarantee's amount was taken."));
                Wait();
                break;
            case 5:
                Claim(_amountFen, PayTwice);
                break;
            case 6:
                Claim(_amountFen, () => Suspend(() => Resume(Pay)));
                break;
            case 7:
                Send(
                    beneficiary,
                    () => throw new SimulationException("A bond was released as terminated in a section that was not."),
                    ReleaseCall(ReleaseReason.Terminated));
                Wait();
                break;
            default:
                Wait();
                break;
        }
    }

    internal void OnContractRefused(string winner)
    {
        if (_waits && winner == Bidder)
        {
            _waits = false;
            Claim(_amountFen, Pay, ClaimReason.NoContract);
        }
    }

    internal void OnContracted(string winner)
    {
        _winner = winner;
        if (_waits)
        {
            Release(winner == Bidder ? ReleaseReason.ContractSigned : ReleaseReason.NotAwarded);
        }
    }

    // Until the section says what becomes of it, which it may have done already.
    private void Wait()
    {
        _waits = true;
        if (_winner is { } winner)
        {
            OnContracted(winner);
        }
    }

    private void Release(ReleaseReason reason) => Send(beneficiary, Nothing, ReleaseCall(reason));

    private GuaranteeCall ReleaseCall(ReleaseReason reason) =>
        new() { Release = new ReleaseGuarantee { GuaranteeId = _id, Reason = reason } };

    private void Claim(long amountFen, Action done, ClaimReason reason = ClaimReason.Revoked) =>
        Send(beneficiary, done, new GuaranteeCall
        {
            Claim = new ClaimGuarantee
            {
                GuaranteeId = _id,
                AmountFen = amountFen,
                Reason = reason,
                EvidenceDigest = Digest(),
                StatementDigest = Digest(),
            },
        });

    private void Amend(Action done) => Send(guarantor, done, new GuaranteeCall
    {
        Amend = new AmendGuarantee
        {
            GuaranteeId = _id,
            AmountFen = _amountFen,
            ValidUntil = _validUntil + 1_000,
            DocumentDigest = Digest(),
            RequestDigest = Digest(),
        },
    });

    // The suit follows in a second call about the same order.
    private void Suspend(Action done)
    {
        var suspension = new SuspendPayment { GuaranteeId = _id, OrderDigest = Digest() };
        var suit = suspension.Clone();
        suit.SuitDigest = Digest();
        Send(guarantor, () => Send(guarantor, done, new GuaranteeCall { Suspend = suit }), new GuaranteeCall { Suspend = suspension });
    }

    private void Resume(Action done) =>
        Send(guarantor, done, new GuaranteeCall { Resume = new ResumePayment { GuaranteeId = _id, OrderDigest = Digest() } });

    private void Refuse(Action done) =>
        Send(guarantor, done, new GuaranteeCall { Refuse = new RefuseClaim { GuaranteeId = _id, Discrepancies = { "签章不符" } } });

    private void Pay() => Send(guarantor, Nothing, PayCall());

    // Two payments under one business key, and one under another: the model sees that one counts.
    private void PayTwice()
    {
        var key = Bodies.Random(world, 16);
        for (var i = 0; i < 2; i++)
        {
            world.Clients.Submit(guarantor, key, [TenderClient.Of(PayCall())], _ => { });
        }

        Pay();
    }

    private GuaranteeCall PayCall() => new() { Pay = new PayClaim { GuaranteeId = _id, AmountFen = _amountFen } };

    private void Send(Participant signer, Action done, GuaranteeCall call) => tender.Send(signer, done, TenderClient.Of(call));

    private ByteString Digest() => ByteString.CopyFrom(Bodies.Random(world, Protocol.Digest.Bytes));

    private static void Nothing()
    {
    }
}
