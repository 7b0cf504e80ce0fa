using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>One guarantee, from its issue to one of its ends.</summary>
internal sealed class GuaranteeClient(Simulation world, TenderClient tender, Participant beneficiary, Participant guarantor)
{
    private readonly ByteString _id = ByteString.CopyFrom(Bodies.Random(world, 16));
    private long _amountFen;

    /// <summary>What reveals it.</summary>
    internal OpenedGuarantee Opened { get; private set; } = new();

    internal void Issue(string section, long bondFen, long validFrom, long validUntil, int bidder, Action done)
    {
        _amountFen = bondFen + world.Random.Below(1000);
        var terms = new GuaranteeTerms
        {
            GuaranteeNo = $"BH{bidder}",
            SectionCode = section,
            BeneficiaryUscc = beneficiary.Uscc,
            ApplicantUscc = world.Consortium.Guarantors[bidder].Uscc,
            ApplicantName = "投标人",
            GuarantorUscc = guarantor.Uscc,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = _amountFen,
            ValidFrom = validFrom,
            ValidUntil = validUntil,
            DocumentDigest = ByteString.CopyFrom(Bodies.Random(world, Digest.Bytes)),
        }.ToByteArray();
        var salt = Bodies.Random(world, GuaranteeCommitment.SaltBytes);
        Opened = new OpenedGuarantee { GuaranteeId = _id, Salt = ByteString.CopyFrom(salt), Terms = ByteString.CopyFrom(terms) };
        var issued = new SealedGuarantee
        {
            GuaranteeId = _id,
            Commitment = ByteString.CopyFrom(GuaranteeCommitment.Compute(world.Consortium.Genesis.Hasher, salt, terms).ToArray()),
            Sealed = ByteString.CopyFrom(Bodies.Random(world, SealedTerms.SealedBytes)),
        };
        Send(guarantor, done, new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { issued } } });
    }

    internal void Revealed()
    {
        switch (world.Random.Below(6))
        {
            case 0:
                Release();
                break;
            case 1:
                Claim(_amountFen, Pay);
                break;
            case 2:
                Claim(_amountFen, () => Refuse(Release));
                break;
            case 3:
                Claim(_amountFen / 2, () => Refuse(() => Claim(_amountFen, Pay)));
                break;
            case 4:
                Claim(_amountFen + 1, () => throw new SimulationException("A claim above the guarantee's amount was taken."));
                Release();
                break;
            default:
                Claim(_amountFen, PayTwice);
                break;
        }
    }

    private void Release() => Send(beneficiary, Nothing, new GuaranteeCall { Release = new ReleaseGuarantee { GuaranteeId = _id, Reason = ReleaseReason.NotAwarded } });

    private void Claim(long amountFen, Action done) => Send(beneficiary, done, new GuaranteeCall
    {
        Claim = new ClaimGuarantee
        {
            GuaranteeId = _id,
            AmountFen = amountFen,
            Reason = ClaimReason.ContractRefused,
            EvidenceDigest = ByteString.CopyFrom(Bodies.Random(world, Digest.Bytes)),
        },
    });

    private void Refuse(Action done) => Send(guarantor, done, new GuaranteeCall { Refuse = new RefuseClaim { GuaranteeId = _id, Discrepancies = { "签章不符" } } });

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

    private static void Nothing()
    {
    }
}
