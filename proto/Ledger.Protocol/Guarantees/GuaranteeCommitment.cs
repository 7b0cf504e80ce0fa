using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The salted commitment to a guarantee's terms: H(<see cref="DomainTag.GuaranteeCommitment"/> ‖ salt ‖ terms as carried). The salt has
/// 256 bits, so that nobody finds the bidder by trying codes (DOMAIN §2, leak checklist).
/// </summary>
public static class GuaranteeCommitment
{
    /// <summary>Length of the salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>The commitment; the terms are the encoded <see cref="V1.GuaranteeTerms"/>.</summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes.</exception>
    public static Digest Compute(IHasher hasher, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> terms)
    {
        if (salt.Length != SaltBytes)
        {
            throw new ArgumentException($"A salt has {SaltBytes} bytes, not {salt.Length}.", nameof(salt));
        }

        return TaggedHash.Compute(hasher, DomainTag.GuaranteeCommitment, [.. salt, .. terms]);
    }
}
