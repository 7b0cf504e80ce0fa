using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>A guarantee's sealed record and, for some, a longer second version of it; and what reveals them, first version first.</summary>
internal sealed class SealedPair
{
    private readonly Simulation _world;
    private readonly Participant _applicant;

    internal SealedPair(Simulation world, ByteString id, GuaranteeTerms terms, Participant applicant)
    {
        _world = world;
        _applicant = applicant;
        var isBlind = world.Random.Chance(30);
        Add(id, terms, isBlind);
        if (world.Random.Chance(30))
        {
            var later = terms.Clone();
            (later.Version, later.Amends, later.ValidUntil) = (2, id, terms.ValidUntil + 1);
            later.DocumentDigest = Bytes(Digest.Bytes);
            Add(Bytes(GuaranteeIdBytes), later, isBlind);
        }
    }

    internal const int GuaranteeIdBytes = 16;

    internal List<SealedGuarantee> Records { get; } = [];

    internal List<OpenedGuarantee> Opened { get; } = [];

    private void Add(ByteString id, GuaranteeTerms clear, bool isBlind)
    {
        var (terms, opening) = (clear.Clone(), default(SectionOpening));
        var hasher = _world.Consortium.Genesis.Hasher;
        if (isBlind)
        {
            opening = new SectionOpening
            {
                Salt = Bytes(GuaranteeCommitment.SaltBytes),
                SectionCode = terms.SectionCode,
                BeneficiaryUscc = terms.BeneficiaryUscc,
            };
            terms.BlindSection = new BlindSection
            {
                Commitment = ByteString.CopyFrom(BlindSectionCommitment.Compute(hasher, opening).ToArray()),
                Sealed = Bytes(64),
            };
            terms.SectionCode = terms.BeneficiaryUscc = string.Empty;
        }

        if (terms.Version == 1)
        {
            var key = _world.Consortium.SignerOf(_applicant.KeyPair);
            terms = ApplicantSignatures.Sign(hasher, _world.Consortium.Genesis.ChainId, terms, _applicant.CertificateId, key);
        }

        var encoded = terms.ToByteArray();
        var salt = Bytes(GuaranteeCommitment.SaltBytes);
        Records.Add(new SealedGuarantee
        {
            GuaranteeId = id,
            Commitment = ByteString.CopyFrom(GuaranteeCommitment.Compute(hasher, salt.Span, encoded).ToArray()),
            Sealed = Bytes(SealedTerms.SealedBytes),
        });
        Opened.Add(new OpenedGuarantee { GuaranteeId = id, Salt = salt, Terms = ByteString.CopyFrom(encoded), Section = opening });
    }

    private ByteString Bytes(int count) => ByteString.CopyFrom(Bodies.Random(_world, count));
}
