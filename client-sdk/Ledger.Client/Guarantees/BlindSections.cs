using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Sections as a guarantor holds them that must not know them (密码串): made by the bidder, opened after the section's opening.
/// </summary>
public static class BlindSections
{
    /// <summary>Commits to section and beneficiary under a fresh salt, and seals both to the section's opening key.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="sectionCode">标段(包)编号, 23 characters.</param>
    /// <param name="beneficiaryUscc">The tenderer, 18 characters.</param>
    /// <param name="openingKey">The point announced with the section, 65 bytes.</param>
    /// <param name="random">Salt and ephemeral key.</param>
    /// <returns>What the guarantor gets, and what it commits to: the bidder keeps that.</returns>
    /// <exception cref="ArgumentException">A code does not have its length, or the key is not a point of the suite's curve.</exception>
    public static (BlindSection Blind, SectionOpening Opening) Make(
        GenesisFile genesis, string sectionCode, string beneficiaryUscc, ReadOnlySpan<byte> openingKey, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(random);
        var salt = new byte[GuaranteeCommitment.SaltBytes];
        random.Fill(salt);
        var opening = new SectionOpening
        {
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
            SectionCode = sectionCode,
            BeneficiaryUscc = beneficiaryUscc,
        };
        var plaintext = SealedSection.Encode(opening);
        var commitment = BlindSectionCommitment.Compute(genesis.Hasher, opening).ToArray();
        var key = new PublicKey(OpeningKeys.AlgorithmOf(genesis.Suite), openingKey);
        var blind = new BlindSection
        {
            Commitment = UnsafeByteOperations.UnsafeWrap(commitment),
            Sealed = UnsafeByteOperations.UnsafeWrap(SealedBox.Seal(key, plaintext, commitment, random)),
        };
        return (blind, opening);
    }

    /// <summary>What a blind section says; null where the key does not open it, or it says something else than it commits to.</summary>
    public static SectionOpening? TryOpen(IHasher hasher, BlindSection blind, OpeningKey key)
    {
        ArgumentNullException.ThrowIfNull(blind);
        return SealedBox.TryOpen(key, blind.Sealed.Span, blind.Commitment.Span) is { } plaintext
            && SealedSection.TryDecode(plaintext, out var opening)
            && blind.Commitment.Span.SequenceEqual(BlindSectionCommitment.Compute(hasher, opening).ToArray())
            ? opening
            : null;
    }
}
