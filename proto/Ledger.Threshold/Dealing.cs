using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>A dealing that was read and whose proof holds. Whether the shares in it are right only their receivers see.</summary>
public sealed class Dealing
{
    private Dealing(DealingStatement statement, byte[] message)
    {
        Statement = statement;
        Message = message;
    }

    /// <summary>What is kept of the dealing when its shares are forgotten.</summary>
    public DealingStatement Statement { get; }

    /// <summary>The dealing as it was read.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>
    /// Reads a dealing. With <paramref name="old"/>, for which <see cref="ReceiverSet.Source"/> is its digest, the dealer is a keeper of
    /// the old keys, and its constants are its old shares; otherwise a keeper of the batch.
    /// </summary>
    public static ThresholdFault TryRead(
        ReceiverSet receivers, BatchKeys? old, int dealer, ReadOnlyMemory<byte> message, out Dealing? dealing)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        dealing = null;
        var context = receivers.Context;
        if (!(old?.Context ?? context).IsKeeper(dealer))
        {
            return ThresholdFault.Keeper;
        }

        if (receivers.Source != (old?.Digest ?? Digest.Zero) || (old is not null && old.Count != context.Keys))
        {
            return ThresholdFault.OldShare;
        }

        if (message.Length != DealingLayout.BytesOf(receivers))
        {
            return ThresholdFault.Length;
        }

        // The scalar first: it is cheap.
        var group = context.Group;
        var span = message.Span;
        if (!group.TryDecodeScalar(span[^PrimeGroup.ScalarBytes..], out var z))
        {
            return ThresholdFault.Scalar;
        }

        var reader = new MessageReader(group, span);
        var commitments = new GroupPoint[context.Keys * context.Threshold];
        for (var i = 0; i < commitments.Length; i++)
        {
            commitments[i] = reader.Point();
        }

        var ephemeral = reader.Point();
        var ciphertexts = reader.Bytes(receivers.Count * DealingLayout.CiphertextBytesOf(context));
        var commitment = reader.Point();
        if (reader.Fault != ThresholdFault.None)
        {
            return reader.Fault;
        }

        var statement = DealingStatement.Of(receivers, dealer, commitments, in ephemeral, ciphertexts);
        if (old is not null && !HasOldShares(old, dealer, statement))
        {
            return ThresholdFault.OldShare;
        }

        var c = statement.Challenge(in commitment);
        if (!Equations.Holds(group, group.Generator, in z, in commitment, in c, statement.Proven()))
        {
            return ThresholdFault.Proof;
        }

        dealing = new Dealing(statement, message.ToArray());
        return ThresholdFault.None;
    }

    /// <summary>The ciphertext for a receiver.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The keeper is no receiver.</exception>
    public ReadOnlyMemory<byte> CiphertextFor(int receiver)
    {
        var receivers = Statement.Receivers;
        ArgumentOutOfRangeException.ThrowIfEqual(receivers.TryGet(receiver, out _), false, nameof(receiver));
        var bytes = DealingLayout.CiphertextBytesOf(receivers.Context);
        var from = DealingLayout.CommitmentBytesOf(receivers.Context) + PrimeGroup.PointBytes;
        return Message.Slice(from + (receivers.PlaceOf(receiver) * bytes), bytes);
    }

    private static bool HasOldShares(BatchKeys old, int dealer, DealingStatement statement)
    {
        for (var m = 0; m < old.Count; m++)
        {
            if (!old.Context.Group.AreEqual(in statement.CommitmentsOf(m)[0], old.PublicShare(dealer, m)))
            {
                return false;
            }
        }

        return true;
    }
}
