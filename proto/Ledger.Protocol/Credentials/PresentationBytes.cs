using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>What a subject signs to show a credential: the passport as it stands, under which certificate, and what it answers.</summary>
public static class PresentationBytes
{
    /// <summary>The message that is signed.</summary>
    /// <param name="hasher">The chain's.</param>
    /// <param name="passport">The encoded passport up to its presentation, which is its last field.</param>
    /// <param name="certificateId">The certificate that signs.</param>
    /// <param name="request">The encoded request, as carried.</param>
    public static SignBytes Message(IHasher hasher, ReadOnlySpan<byte> passport, Digest certificateId, ReadOnlySpan<byte> request) =>
        SignPurposes.Presentation.Over(TaggedHash.Compute(
            hasher,
            DomainTag.Presentation,
            [.. TaggedHash.Compute(hasher, DomainTag.Presentation, passport).ToArray(), .. certificateId.ToArray(), .. request]));
}
