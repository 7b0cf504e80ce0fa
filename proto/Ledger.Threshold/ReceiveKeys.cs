using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>A keeper's receive key for one batch: E ‖ S ‖ z, where z proves that e of E = eG is known.</summary>
public static class ReceiveKeys
{
    /// <summary>Length of the message, in bytes.</summary>
    public const int Bytes = (2 * PrimeGroup.PointBytes) + PrimeGroup.ScalarBytes;

    /// <summary>The receive key that a keeper's message brings.</summary>
    public static ThresholdFault TryRead(BatchContext context, int keeper, ReadOnlySpan<byte> message, out GroupPoint key)
    {
        ArgumentNullException.ThrowIfNull(context);
        key = default;
        if (!context.IsKeeper(keeper))
        {
            return ThresholdFault.Keeper;
        }

        if (message.Length != Bytes)
        {
            return ThresholdFault.Length;
        }

        var group = context.Group;
        var reader = new MessageReader(group, message);
        var (read, commitment, z) = (reader.Point(), reader.Point(), reader.Scalar());
        if (!reader.IsAtEnd())
        {
            return reader.Fault;
        }

        var c = Challenge(context, keeper, in read, in commitment);
        if (!Equations.Holds(group, group.Generator, in z, in commitment, in c, [read]))
        {
            return ThresholdFault.Proof;
        }

        key = read;
        return ThresholdFault.None;
    }

    /// <summary>The challenge of the proof.</summary>
    public static GroupScalar Challenge(BatchContext context, int keeper, in GroupPoint key, in GroupPoint commitment)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var transcript = new Transcript(context.Terms.Suite, DomainTag.KeeperReady);
        transcript.Append(context.Digest);
        transcript.Append((ulong)keeper);
        transcript.Append(context.Group, in key);
        transcript.Append(context.Group, in commitment);
        return transcript.Challenge(context.Group);
    }
}
