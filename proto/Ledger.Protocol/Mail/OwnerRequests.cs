using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Mail;

/// <summary>
/// What the owner of a key signs: tag ‖ H(tag ‖ chain id ‖ node ‖ challenge ‖ action (1) ‖ address ‖ parameters), integers big-endian. The
/// challenge is the node's own and good for once, so a request that was seen is of no use to anyone (docs/spec/mailbox.md).
/// </summary>
public static class OwnerRequests
{
    /// <summary>Length of a challenge in bytes: the node's time (8), random (16), authenticator (16).</summary>
    public const int ChallengeBytes = 40;

    /// <summary>To fetch letters.</summary>
    public static SignBytes Fetch(
        IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address, ulong after, uint max)
    {
        Span<byte> parameters = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(parameters, after);
        BinaryPrimitives.WriteUInt32BigEndian(parameters[8..], max);
        return Message(hasher, chainId, node, challenge, OwnerAction.Fetch, address, parameters);
    }

    /// <summary>To delete letters.</summary>
    public static SignBytes Acknowledge(
        IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address, ulong through)
    {
        Span<byte> parameters = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(parameters, through);
        return Message(hasher, chainId, node, challenge, OwnerAction.Acknowledge, address, parameters);
    }

    /// <summary>To ask how far an upload is.</summary>
    public static SignBytes UploadProgress(IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address) =>
        Message(hasher, chainId, node, challenge, OwnerAction.UploadProgress, address, []);

    /// <summary>To upload; of the header, all fields but the proof.</summary>
    /// <exception cref="ArgumentException">The read commitment has not 32 bytes.</exception>
    public static SignBytes Upload(
        IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address, UploadHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header.ReadCommitment.Length != Digest.Bytes)
        {
            throw new ArgumentException($"A read commitment has {Digest.Bytes} bytes.", nameof(header));
        }

        Span<byte> parameters = stackalloc byte[4 + Digest.Bytes + 4 + 4 + 8];
        BinaryPrimitives.WriteUInt32BigEndian(parameters, header.Pieces);
        header.ReadCommitment.Span.CopyTo(parameters[4..]);
        var rest = parameters[(4 + Digest.Bytes)..];
        BinaryPrimitives.WriteUInt32BigEndian(rest, header.LeaseHours);
        BinaryPrimitives.WriteUInt32BigEndian(rest[4..], header.FromPiece);
        BinaryPrimitives.WriteUInt64BigEndian(rest[8..], header.Stamp);
        return Message(hasher, chainId, node, challenge, OwnerAction.Upload, address, parameters);
    }

    /// <summary>To renew a lease.</summary>
    public static SignBytes Renew(
        IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address, uint leaseHours)
    {
        Span<byte> parameters = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(parameters, leaseHours);
        return Message(hasher, chainId, node, challenge, OwnerAction.Renew, address, parameters);
    }

    /// <summary>To delete a document.</summary>
    public static SignBytes Delete(IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, Digest address) =>
        Message(hasher, chainId, node, challenge, OwnerAction.Delete, address, []);

    private static SignBytes Message(
        IHasher hasher, Digest chainId, Digest node, ReadOnlySpan<byte> challenge, OwnerAction action, Digest address,
        ReadOnlySpan<byte> parameters) =>
        SignPurposes.OwnerRequest.Over(TaggedHash.Compute(
            hasher,
            DomainTag.OwnerRequest,
            [.. chainId.ToArray(), .. node.ToArray(), .. challenge, (byte)action, .. address.ToArray(), .. parameters]));
}
