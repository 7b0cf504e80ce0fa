using System.Text;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// What an opening says of a section's bidders before it names them (docs/spec/tender.md, "Who bids"). All of a section have one salt, so a
/// bidder who stands there twice shows; it has 256 bits and is secret until the list, so nobody finds a bidder by trying codes.
/// </summary>
public static class BidderCommitments
{
    /// <summary>Length of the salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>
    /// The commitment to one bidder: H(<see cref="DomainTag.Bidder"/> ‖ chain id (32) ‖ salt (32) ‖ section code (23) ‖ unified social
    /// credit code (18)).
    /// </summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes.</exception>
    public static Digest Of(IHasher hasher, Digest chainId, ReadOnlySpan<byte> salt, string sectionCode, string uscc)
    {
        if (salt.Length != SaltBytes)
        {
            throw new ArgumentException($"A salt has {SaltBytes} bytes, not {salt.Length}.", nameof(salt));
        }

        return TaggedHash.Compute(
            hasher,
            DomainTag.Bidder,
            [.. chainId.ToArray(), .. salt, .. Encoding.UTF8.GetBytes(sectionCode), .. Encoding.UTF8.GetBytes(uscc)]);
    }

    /// <summary>What the section keeps of all its commitments: H(<see cref="DomainTag.BidderList"/> ‖ each (32), ascending).</summary>
    public static Digest ListDigest(IHasher hasher, IEnumerable<ReadOnlyMemory<byte>> ascending)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(ascending);
        using var hash = hasher.Start();
        hash.Append(DomainTag.BidderList);
        foreach (var commitment in ascending)
        {
            hash.Append(commitment.Span);
        }

        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hash.Finish(digest);
        return new Digest(digest);
    }

    /// <summary>
    /// The salt of a section whose opening key one centre holds: H(<see cref="DomainTag.BidderSalt"/> ‖ chain id (32) ‖ section code (23) ‖
    /// private key (32)). As secret as the key until the list shows it, which says nothing of the key; and whoever still has the key can go
    /// on with an opening that was interrupted.
    /// </summary>
    public static byte[] SaltFrom(IHasher hasher, Digest chainId, string sectionCode, ReadOnlySpan<byte> openingPrivateKey) =>
        TaggedHash.Compute(
            hasher,
            DomainTag.BidderSalt,
            [.. chainId.ToArray(), .. Encoding.UTF8.GetBytes(sectionCode), .. openingPrivateKey]).ToArray();
}
