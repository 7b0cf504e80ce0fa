using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Seeds;

/// <summary>
/// Seals the record's guarantees and decoys (docs/spec/sealing.md). What is random elsewhere follows from the seed here, so that a
/// second run makes the same bytes and a resumed one can open what the first had sealed.
/// </summary>
public sealed class RecordSealer(ConsortiumSeed consortium, RecordActors actors)
{
    private readonly ConcurrentDictionary<string, PublicKey> _openingKeys = new(StringComparer.Ordinal);
    private readonly PublicKey _decoyKey = KeyPair.FromSeed(
        consortium.Algorithm, SeededBytes.Derive(consortium.Seed, "decoy-key")).PublicKey;

    /// <summary>
    /// The sealed record of each slot: the same whatever it is sealed with, and several together cost a fraction of what they cost one by
    /// one. A decoy is sealed to a key that belongs to no section, and is as long as the others.
    /// </summary>
    public IReadOnlyList<SealedGuarantee> SealEach(IReadOnlyList<IssueSlot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var drafts = slots.Select(DraftOf).ToList();
        var boxes = SealedBox.SealEach(drafts.ConvertAll(draft => new BoxToSeal(
            draft.Slot.Guarantee is { } guarantee ? OpeningKeyOf(guarantee.Section) : _decoyKey,
            SealedTerms.Encode(draft.Salt, draft.Terms),
            draft.Slot.GuaranteeId.Memory,
            draft.Random)));
        return
        [
            .. drafts.Zip(boxes, (draft, box) => new SealedGuarantee
            {
                GuaranteeId = draft.Slot.GuaranteeId,
                Commitment = UnsafeByteOperations.UnsafeWrap(
                    GuaranteeCommitment.Compute(consortium.Genesis.Hasher, draft.Salt, draft.Terms).ToArray()),
                Sealed = UnsafeByteOperations.UnsafeWrap(box),
            }),
        ];
    }

    private Draft DraftOf(IssueSlot slot)
    {
        var random = new SeededRandom(consortium.Seed, $"seal/{Convert.ToHexStringLower(slot.GuaranteeId.Span)}");
        var salt = new byte[GuaranteeCommitment.SaltBytes];
        random.Fill(salt);
        var terms = slot.Guarantee is { } guarantee ? TermsOf(guarantee, slot.IsLater).ToByteArray() : DecoyTerms(random);
        return new Draft(slot, random, salt, terms);
    }

    // The terms of a guarantee, or of its later version, as they are committed to.
    private GuaranteeTerms TermsOf(GuaranteePlan guarantee, bool isLater)
    {
        var number = SeededBytes.Derive(consortium.Seed, "guarantee-number", guarantee.Index);
        var terms = new GuaranteeTerms
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
            DocumentDigest = Document("document", guarantee),
            Version = 1,
            ApplicationDigest = Document("application", guarantee),
            Wording = GuaranteeWording.For(guarantee.Guarantor.Form, guarantee.Guarantor.LegalNature)!.Reference,
        };
        if (isLater)
        {
            MakeLater(terms, guarantee);
        }

        if (guarantee.IsBlind)
        {
            MakeBlind(terms, guarantee);
        }

        return isLater ? terms : actors.ParticipantOf(guarantee.Applicant.Uscc).SignAsApplicant(consortium.Genesis, terms);
    }

    private void MakeLater(GuaranteeTerms terms, GuaranteePlan guarantee)
    {
        var later = guarantee.Later ?? throw new ArgumentException("The guarantee has no later version.", nameof(guarantee));
        terms.ValidUntil = later.ValidUntil.ToUnixTimeMilliseconds();
        terms.PremiumFen = later.PremiumFen;
        terms.DocumentDigest = Document("later-document", guarantee);
        terms.ApplicationDigest = Document("later-application", guarantee);
        terms.Version = 2;
        terms.Amends = guarantee.IdFrom(consortium.Seed);
    }

    private void MakeBlind(GuaranteeTerms terms, GuaranteePlan guarantee)
    {
        var section = new SectionOpening
        {
            Salt = Document("blind-salt", guarantee),
            SectionCode = terms.SectionCode,
            BeneficiaryUscc = terms.BeneficiaryUscc,
        };
        var random = new SeededRandom(consortium.Seed, "blind-section", guarantee.Index);
        terms.BlindSection = SeededBlindSections.Seal(section, OpeningKeyOf(guarantee.Section), consortium.Genesis.Hasher, random);
        terms.SectionCode = terms.BeneficiaryUscc = string.Empty;
    }

    private ByteString Document(string name, GuaranteePlan guarantee) =>
        ByteString.CopyFrom(SeededBytes.Derive(consortium.Seed, name, guarantee.Index));

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

    // What is sealed, and where the box's ephemeral key comes from.
    private sealed record Draft(IssueSlot Slot, SeededRandom Random, byte[] Salt, byte[] Terms);
}
