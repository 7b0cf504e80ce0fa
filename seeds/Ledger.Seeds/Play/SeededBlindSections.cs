using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// Section and beneficiary as a guarantor of a blind guarantee (密文) holds them (docs/spec/sealing.md); the salt and the box follow from the
/// seed, so that a second run makes the same bytes.
/// </summary>
internal static class SeededBlindSections
{
    internal static BlindSection Seal(SectionOpening section, PublicKey openingKey, IHasher hasher, IRandomSource random)
    {
        var commitment = BlindSectionCommitment.Compute(hasher, section).ToArray();
        return new BlindSection
        {
            Commitment = UnsafeByteOperations.UnsafeWrap(commitment),
            Sealed = UnsafeByteOperations.UnsafeWrap(SealedBox.Seal(openingKey, SealedSection.Encode(section), commitment, random)),
        };
    }

    /// <exception cref="InvalidDataException">The key does not open it: the guarantee is for another section.</exception>
    internal static SectionOpening Open(BlindSection blind, OpeningKey key) =>
        SealedBox.TryOpen(key, blind.Sealed.Span, blind.Commitment.Span) is { } plaintext &&
            SealedSection.TryDecode(plaintext, out var section)
            ? section
            : throw new InvalidDataException("A guarantee was sealed to the opening key, and its section to another.");
}
