using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Orders;

/// <summary>
/// The digest of the signed word that stands outside letters: H(tag ‖ chain id ‖ the message's encoding without its signature).
/// </summary>
public static class SignedForms
{
    /// <summary>
    /// What names a platform's attestation, and what it signs under its tag; on the chain this digest stands for it, salted by the
    /// attestation's own salt.
    /// </summary>
    public static Digest OfAttestation(IHasher hasher, Digest chainId, SurrenderAttestation attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        var bare = attestation.Clone();
        bare.Signature = null;
        return TaggedHash.Compute(hasher, DomainTag.SurrenderAttestation, [.. chainId.ToArray(), .. bare.ToByteArray()]);
    }
}
