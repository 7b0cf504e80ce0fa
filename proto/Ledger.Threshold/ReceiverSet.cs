using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// A batch with the receive keys of those of its keepers that were ready: who has none is no receiver. Where keys change hands, also what
/// they were made by before.
/// </summary>
public sealed class ReceiverSet
{
    private readonly GroupPoint?[] _keys;

    private ReceiverSet(BatchContext context, Digest source, GroupPoint?[] keys, int count)
    {
        (Context, Source, _keys, Count) = (context, source, keys, count);
        using var transcript = new Transcript(context.Terms.Suite, DomainTag.KeeperReceivers);
        transcript.Append(context.Digest);
        transcript.Append(source);
        foreach (var key in keys)
        {
            transcript.Append(context.Group, key ?? context.Group.Infinity);
        }

        Digest = transcript.Finish();
    }

    /// <summary>The batch.</summary>
    public BatchContext Context { get; }

    /// <summary><see cref="BatchKeys.Digest"/> of the keys that are dealt anew; zero where keys are made.</summary>
    public Digest Source { get; }

    /// <summary>How many receivers there are.</summary>
    public int Count { get; }

    /// <summary>The digest of all this, part of all that is hashed after.</summary>
    public Digest Digest { get; }

    /// <summary>
    /// The receivers of a batch; null, with the fault, where there are fewer than the threshold or two have one key. The keys were read by
    /// <see cref="ReceiveKeys.TryRead"/>, each for its own place.
    /// </summary>
    /// <param name="context">The batch.</param>
    /// <param name="source">The digest of the keys that are dealt anew, or zero.</param>
    /// <param name="keys">The receive key of each keeper in order, null where it was not ready.</param>
    /// <param name="fault">Why there is none.</param>
    /// <exception cref="ArgumentException">There are not as many places as keepers.</exception>
    public static ReceiverSet? Create(BatchContext context, Digest source, IReadOnlyList<GroupPoint?> keys, out ThresholdFault fault)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count != context.Keepers)
        {
            throw new ArgumentException("Each keeper has one place.", nameof(keys));
        }

        var present = keys.Where(key => key is not null).Select(key => Encoded(context.Group, key!.Value)).ToList();
        fault = present.Count < context.Threshold ? ThresholdFault.TooFew
            : present.Distinct(StringComparer.Ordinal).Count() != present.Count ? ThresholdFault.Duplicate
            : ThresholdFault.None;
        return fault == ThresholdFault.None ? new ReceiverSet(context, source, [.. keys], present.Count) : null;
    }

    /// <summary>Whether a keeper is a receiver, and its key.</summary>
    public bool TryGet(int keeper, out GroupPoint key)
    {
        key = Context.IsKeeper(keeper) && _keys[keeper - 1] is { } own ? own : Context.Group.Infinity;
        return Context.IsKeeper(keeper) && _keys[keeper - 1] is not null;
    }

    /// <summary>The place of a receiver's ciphertext among those of a dealing, from 0.</summary>
    internal int PlaceOf(int keeper) => _keys.AsSpan(0, keeper - 1).ToArray().Count(key => key is not null);

    private static string Encoded(PrimeGroup group, GroupPoint point)
    {
        var encoded = new byte[PrimeGroup.PointBytes];
        group.Encode(in point, encoded);
        return Convert.ToHexString(encoded);
    }
}
