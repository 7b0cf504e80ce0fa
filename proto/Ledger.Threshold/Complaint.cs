using System.Buffers.Binary;
using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// A receiver's complaint against a dealing: S ‖ A ‖ A′ ‖ z, where S = eR opens its ciphertext and the rest proves that
/// log_G E = log_R S. Nobody answers: the ciphertext shows who is wrong.
/// </summary>
/// <remarks>S opens what was dealt to the complainer: no key of a batch with a complaint is ever used.</remarks>
public static class Complaint
{
    /// <summary>Length of a complaint, in bytes.</summary>
    public const int Bytes = (3 * PrimeGroup.PointBytes) + PrimeGroup.ScalarBytes;

    private const int WeightBytes = 16;

    /// <summary>
    /// Judges a complaint. A fault means that it is none, and changes nothing; otherwise <paramref name="isDealerWrong"/> names who is
    /// wrong, the dealer or the complainer.
    /// </summary>
    public static ThresholdFault Judge(
        DealingStatement statement, int complainer, ReadOnlySpan<byte> complaint, ReadOnlySpan<byte> ciphertext, out bool isDealerWrong)
    {
        ArgumentNullException.ThrowIfNull(statement);
        isDealerWrong = false;
        var group = statement.Receivers.Context.Group;
        if (!statement.Receivers.TryGet(complainer, out var own))
        {
            return ThresholdFault.Keeper;
        }

        if (complaint.Length != Bytes)
        {
            return ThresholdFault.Length;
        }

        if (!statement.IsCiphertextOf(complainer, ciphertext))
        {
            return ThresholdFault.Ciphertext;
        }

        var reader = new MessageReader(group, complaint);
        var (shared, first, second, z) = (reader.Point(), reader.Point(), reader.Point(), reader.Scalar());
        if (!reader.IsAtEnd())
        {
            return reader.Fault;
        }

        var c = Challenge(statement, complainer, in shared, in first, in second);
        if (!Equations.Holds(group, group.Generator, in z, in first, in c, [own])
            || !Equations.Holds(group, statement.Ephemeral, in z, in second, in c, [shared]))
        {
            return ThresholdFault.Proof;
        }

        isDealerWrong = !HoldsGoodShares(statement, complainer, in shared, ciphertext);
        return ThresholdFault.None;
    }

    /// <summary>The challenge of the proof of equal logarithms: over both bases, both points, both commitments and the instance.</summary>
    public static GroupScalar Challenge(
        DealingStatement statement, int complainer, in GroupPoint shared, in GroupPoint first, in GroupPoint second)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var group = statement.Receivers.Context.Group;
        statement.Receivers.TryGet(complainer, out var own);
        using var transcript = new Transcript(group.Suite, DomainTag.KeeperComplaint);
        transcript.Append(statement.Digest);
        transcript.Append((ulong)complainer);
        transcript.Append(group, group.Generator);
        transcript.Append(group, in own);
        transcript.Append(group, statement.Ephemeral);
        transcript.Append(group, in shared);
        transcript.Append(group, in first);
        transcript.Append(group, in second);
        return transcript.Challenge(group);
    }

    private static bool HoldsGoodShares(
        DealingStatement statement, int receiver, in GroupPoint shared, ReadOnlySpan<byte> ciphertext)
    {
        var context = statement.Receivers.Context;
        var shares = new byte[context.Keys * PrimeGroup.ScalarBytes];
        if (!ShareCipher.TryOpen(statement, receiver, in shared, ciphertext, shares))
        {
            return false;
        }

        var read = new GroupScalar[context.Keys];
        for (var m = 0; m < read.Length; m++)
        {
            if (!context.Group.TryDecodeScalar(shares.AsSpan(m * PrimeGroup.ScalarBytes, PrimeGroup.ScalarBytes), out read[m]))
            {
                return false;
            }
        }

        return DealtShares.Fit(statement, receiver, read, Weights(statement, receiver, in shared, ciphertext));
    }

    // The dealer fixed its shares before it could know these: two faults do not cancel but by a chance of 2^−128.
    private static GroupScalar[] Weights(
        DealingStatement statement, int receiver, in GroupPoint shared, ReadOnlySpan<byte> ciphertext)
    {
        var context = statement.Receivers.Context;
        using var seed = new Transcript(context.Terms.Suite, DomainTag.KeeperWeight);
        seed.Append(statement.Digest);
        seed.Append((ulong)receiver);
        seed.Append(context.Group, in shared);
        seed.Append(ciphertext);
        Span<byte> block = stackalloc byte[Digest.Bytes + sizeof(ulong)];
        seed.Finish().CopyTo(block);
        Span<byte> weight = stackalloc byte[PrimeGroup.ScalarBytes];
        var weights = new GroupScalar[context.Keys];
        for (var m = 0; m < weights.Length; m++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(block[Digest.Bytes..], (ulong)m);
            TaggedHash.Compute(Crypto.Hashing.Hashers.For(context.Terms.Suite), DomainTag.KeeperWeight, block).CopyTo(weight);
            weight[..(weight.Length - WeightBytes)].Clear();
            weights[m] = context.Group.Reduce(weight);
        }

        return weights;
    }
}
