using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>What a refusal receipt commits to: the submitted bytes by their digest, and all it says by one signature.</summary>
public static class RefusalReceiptBytes
{
    /// <summary>The chain hash of the submitted bytes.</summary>
    public static Digest SubmissionDigest(IHasher hasher, ReadOnlySpan<byte> submission)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hasher.Hash(submission, digest);
        return new Digest(digest);
    }

    /// <summary>What the node signs: tag ‖ H(tag ‖ body).</summary>
    public static SignBytes Message(IHasher hasher, ReadOnlySpan<byte> body) =>
        SignPurposes.RefusalReceipt.Over(TaggedHash.Compute(hasher, DomainTag.RefusalReceipt, body));
}
