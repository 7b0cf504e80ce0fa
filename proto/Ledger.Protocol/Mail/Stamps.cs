using System.Buffers.Binary;
using System.Numerics;
using Ledger.Crypto;

namespace Ledger.Protocol.Mail;

/// <summary>
/// Stamps: work that whoever leaves something has done, so that nobody fills a node for free. A counter is a stamp of n bits where
/// H(subject ‖ counter) begins with n zero bits; the subject is of one chain, one epoch of one node, one address and one content
/// (docs/spec/mailbox.md).
/// </summary>
public static class Stamps
{
    /// <summary>Most bits that a node may ask for: beyond it no sender would wait.</summary>
    public const int BitsMax = 40;

    private const int MessageBytes = Digest.Bytes + sizeof(ulong);
    private const int BatchMessages = 256;

    /// <summary>Bytes of an epoch.</summary>
    public const int EpochBytes = 16;

    /// <summary>
    /// What the stamp of a letter or document is for: H(tag ‖ chain id ‖ the node's epoch ‖ address ‖ digest of the content).
    /// </summary>
    /// <exception cref="ArgumentException">The epoch has not <see cref="EpochBytes"/> bytes.</exception>
    public static Digest Subject(IHasher hasher, Digest chainId, ReadOnlySpan<byte> epoch, Digest address, Digest content) =>
        epoch.Length == EpochBytes
        ? TaggedHash.Compute(hasher, DomainTag.Stamp, [.. chainId.ToArray(), .. epoch, .. address.ToArray(), .. content.ToArray()])
        : throw new ArgumentException($"An epoch has {EpochBytes} bytes.", nameof(epoch));

    /// <summary>Whether a counter is a stamp of this many bits. Costs one hash.</summary>
    public static bool IsGood(IHasher hasher, Digest subject, ulong counter, int bits)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        Span<byte> message = stackalloc byte[MessageBytes];
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        Write(message, subject, counter);
        hasher.Hash(message, digest);
        return ZeroBits(digest) >= bits;
    }

    /// <summary>The smallest counter that is a stamp: takes 2^<paramref name="bits"/> hashes on average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="BitsMax"/> bits are asked for.</exception>
    public static ulong Find(IHasher hasher, Digest subject, int bits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, BitsMax);
        var messages = new byte[BatchMessages * MessageBytes];
        var digests = new byte[BatchMessages * Digest.Bytes];
        for (var i = 0; i < BatchMessages; i++)
        {
            Write(messages.AsSpan(i * MessageBytes), subject, (ulong)i);
        }

        for (var first = 0UL; ; first += BatchMessages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < BatchMessages; i++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(messages.AsSpan((i * MessageBytes) + Digest.Bytes), first + (ulong)i);
            }

            hasher.HashBatch(messages, MessageBytes, digests);
            for (var i = 0; i < BatchMessages; i++)
            {
                if (ZeroBits(digests.AsSpan(i * Digest.Bytes)) >= bits)
                {
                    return first + (ulong)i;
                }
            }
        }
    }

    private static void Write(Span<byte> message, Digest subject, ulong counter)
    {
        subject.CopyTo(message);
        BinaryPrimitives.WriteUInt64BigEndian(message[Digest.Bytes..], counter);
    }

    // BitsMax is below 64, so the first eight bytes decide.
    private static int ZeroBits(ReadOnlySpan<byte> digest) => BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(digest));
}
