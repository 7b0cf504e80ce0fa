using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// The proof that a keeper holds its shares of all keys of a batch: S ‖ z. It acknowledges the batch, and is repeated weekly over the keys
/// that live, each time for another occasion.
/// </summary>
public static class HoldingProof
{
    /// <summary>Length of the proof, in bytes.</summary>
    public const int Bytes = PrimeGroup.PointBytes + PrimeGroup.ScalarBytes;

    /// <summary>Whether the proof holds.</summary>
    /// <param name="keys">The batch.</param>
    /// <param name="held">The keys that it is over, ascending.</param>
    /// <param name="occasion">0 to acknowledge; the chain's count of weeks after that.</param>
    /// <param name="keeper">Whose shares they are.</param>
    /// <param name="proof">The proof.</param>
    public static ThresholdFault Check(BatchKeys keys, ReadOnlySpan<int> held, ulong occasion, int keeper, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var group = keys.Context.Group;
        if (!keys.Context.IsKeeper(keeper))
        {
            return ThresholdFault.Keeper;
        }

        if (proof.Length != Bytes)
        {
            return ThresholdFault.Length;
        }

        var reader = new MessageReader(group, proof);
        var (commitment, z) = (reader.Point(), reader.Scalar());
        if (!reader.IsAtEnd())
        {
            return reader.Fault;
        }

        var shares = new GroupPoint[held.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = keys.PublicShare(keeper, held[i]);
        }

        var c = Challenge(keys, held, occasion, keeper, in commitment);
        return Equations.Holds(group, group.Generator, in z, in commitment, in c, shares) ? ThresholdFault.None : ThresholdFault.Proof;
    }

    /// <summary>The challenge of the proof.</summary>
    public static GroupScalar Challenge(
        BatchKeys keys, ReadOnlySpan<int> held, ulong occasion, int keeper, in GroupPoint commitment)
    {
        ArgumentNullException.ThrowIfNull(keys);
        using var transcript = Begin(keys, held, occasion, keeper);
        transcript.Append(keys.Context.Group, in commitment);
        return transcript.Challenge(keys.Context.Group);
    }

    /// <summary>All that the proof is about, for its nonce: of two that differ in any of it, no nonce may be the same.</summary>
    public static Digest Statement(BatchKeys keys, ReadOnlySpan<int> held, ulong occasion, int keeper)
    {
        ArgumentNullException.ThrowIfNull(keys);
        using var transcript = Begin(keys, held, occasion, keeper);
        return transcript.Finish();
    }

    private static Transcript Begin(BatchKeys keys, ReadOnlySpan<int> held, ulong occasion, int keeper)
    {
        var transcript = new Transcript(keys.Context.Terms.Suite, DomainTag.KeeperHolding);
        transcript.Append(keys.Digest);
        transcript.Append(occasion);
        transcript.Append((ulong)keeper);
        foreach (var key in held)
        {
            transcript.Append((ulong)key);
        }

        return transcript;
    }
}
