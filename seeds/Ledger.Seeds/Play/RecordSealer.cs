using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// Seals the record's guarantees and decoys (docs/spec/sealing.md). What is random elsewhere follows from the seed here, so that a
/// second run makes the same bytes and a resumed one can open what the first had sealed.
/// </summary>
public sealed class RecordSealer(ConsortiumSeed consortium, RecordActors actors)
{
    private readonly ConcurrentDictionary<string, PublicKey> _openingKeys = new(StringComparer.Ordinal);
    private readonly PublicKey _decoyKey = KeyPair.FromSeed(consortium.Algorithm, SeededBytes.Derive(consortium.Seed, "decoy-key")).PublicKey;

    /// <summary>The sealed record of a slot. A decoy is sealed to a key that belongs to no section, and is as long as the others.</summary>
    public SealedGuarantee Seal(IssueSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var random = new SeededRandom(consortium.Seed, $"seal/{Convert.ToHexStringLower(slot.GuaranteeId.Span)}");
        var salt = new byte[GuaranteeCommitment.SaltBytes];
        random.Fill(salt);
        var terms = slot.Guarantee is { } guarantee ? TermsOf(guarantee).ToByteArray() : DecoyTerms(random);
        var recipient = slot.Guarantee is null ? _decoyKey : OpeningKeyOf(slot.Guarantee.Section);
        var box = SealedBox.Seal(recipient, SealedTerms.Encode(salt, terms), slot.GuaranteeId.Span, random);
        return new SealedGuarantee
        {
            GuaranteeId = slot.GuaranteeId,
            Commitment = UnsafeByteOperations.UnsafeWrap(GuaranteeCommitment.Compute(consortium.Genesis.Hasher, salt, terms).ToArray()),
            Sealed = UnsafeByteOperations.UnsafeWrap(box),
        };
    }

    /// <summary>The terms of a guarantee, as they are committed to.</summary>
    public GuaranteeTerms TermsOf(GuaranteePlan guarantee)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        var number = SeededBytes.Derive(consortium.Seed, "guarantee-number", guarantee.Index);
        return new GuaranteeTerms
        {
            GuaranteeNo = $"{(char)('A' + (int)guarantee.Guarantor.Form)}{guarantee.IssuedAt:yyyy}{Convert.ToHexString(number, 0, 6)}",
            SectionCode = guarantee.Section.Code,
            BeneficiaryUscc = guarantee.Section.Project.Tenderer.Uscc,
            ApplicantUscc = guarantee.Applicant.Uscc,
            ApplicantName = guarantee.Applicant.Name,
            GuarantorUscc = guarantee.Guarantor.Participant.Uscc,
            Form = guarantee.Guarantor.Form,
            LegalNature = guarantee.Guarantor.LegalNature,
            AmountFen = guarantee.AmountFen,
            ValidFrom = guarantee.IssuedAt.ToUnixTimeMilliseconds(),
            ValidUntil = guarantee.ValidUntil.ToUnixTimeMilliseconds(),
            PremiumFen = guarantee.PremiumFen,
            DocumentDigest = ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, "document", guarantee.Index)),
            Version = 1,
            ApplicationDigest = ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, "application", guarantee.Index)),
        };
    }

    private PublicKey OpeningKeyOf(SectionPlan section) => _openingKeys.GetOrAdd(section.Code, _ =>
    {
        using var pair = actors.OpeningKeyOf(section);
        return pair.PublicKey;
    });

    private static byte[] DecoyTerms(SeededRandom random)
    {
        var terms = new byte[SealedTerms.TermsBytesMax];
        random.Fill(terms);
        return terms;
    }
}
