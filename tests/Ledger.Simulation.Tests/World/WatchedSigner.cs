using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Simulation.Tests;

/// <summary>A validator's signer, watched by the referee.</summary>
internal sealed class WatchedSigner(Simulation world, int node, ISigner inner) : ISigner
{
    public PublicKey PublicKey => inner.PublicKey;

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        if (message.Length == VoteBytes.Length)
        {
            var height = BinaryPrimitives.ReadUInt64BigEndian(message[48..]);
            world.Referee.OnVoteSigned(
                node, height, new Digest(message.Slice(56, Digest.Bytes)), BinaryPrimitives.ReadInt64BigEndian(message[88..]));
        }

        if (message.StartsWith(SignPurposes.Batch.Tag.Span))
        {
            world.Referee.OnBatchSigned(node, BinaryPrimitives.ReadUInt64BigEndian(message[48..]), new Digest(message[56..]));
        }

        return inner.Sign(message);
    }
}
