using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// The keys that a batch's dealings make together: for each key t points, the first of which is the public key, and of which every
/// keeper's public share follows.
/// </summary>
public sealed class BatchKeys
{
    private readonly GroupPoint[] _commitments;

    private BatchKeys(BatchContext context, GroupPoint[] commitments, Digest dealings)
    {
        (Context, _commitments) = (context, commitments);
        using var transcript = new Transcript(context.Terms.Suite, DomainTag.KeeperBatchKeys);
        transcript.Append(context.Digest);
        transcript.Append(dealings);
        for (var m = 0; m < context.Keys; m++)
        {
            transcript.Append(context.Group, CommitmentsOf(m)[0]);
        }

        Digest = transcript.Finish();
    }

    /// <summary>The batch.</summary>
    public BatchContext Context { get; }

    /// <summary>B.</summary>
    public int Count => Context.Keys;

    /// <summary>The digest of the batch, of all dealings that count in their order, and of all keys.</summary>
    public Digest Digest { get; }

    /// <summary>The keys of dealings in the order of their dealers; null, with the fault, where fewer than t count.</summary>
    /// <exception cref="ArgumentException">A dealing is of other receivers.</exception>
    public static BatchKeys? Combine(ReceiverSet receivers, IReadOnlyList<DealingStatement> dealings, out ThresholdFault fault)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        fault = CheckDealers(receivers, dealings, receivers.Context.Threshold);
        if (fault != ThresholdFault.None)
        {
            return null;
        }

        var context = receivers.Context;
        var sums = new GroupPoint[context.Keys * context.Threshold];
        sums.AsSpan().Fill(context.Group.Infinity);
        foreach (var dealing in dealings)
        {
            for (var at = 0; at < sums.Length; at++)
            {
                sums[at] = context.Group.Add(in sums[at], in dealing.CommitmentsOf(at / context.Threshold)[at % context.Threshold]);
            }
        }

        return new BatchKeys(context, sums, DigestOf(receivers, dealings));
    }

    /// <summary>
    /// The same keys in new hands: each of at least t old keepers dealt its old share, and these dealings, weighted once for all keys, make
    /// the new ones. Null, with the fault, where fewer count or a key would be another.
    /// </summary>
    /// <exception cref="ArgumentException">A dealing is of other receivers.</exception>
    public static BatchKeys? Reshare(
        BatchKeys old, ReceiverSet receivers, IReadOnlyList<DealingStatement> dealings, out ThresholdFault fault)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(receivers);
        ArgumentNullException.ThrowIfNull(dealings);
        var context = receivers.Context;
        fault = receivers.Source != old.Digest || old.Count != context.Keys
            ? ThresholdFault.OldShare
            : CheckDealers(receivers, dealings, old.Context.Threshold);
        if (fault != ThresholdFault.None)
        {
            return null;
        }

        var group = context.Group;
        var lambdas = Equations.LagrangeAtZero(group, [.. dealings.Select(dealing => dealing.Dealer)]);
        var sums = new GroupPoint[context.Keys * context.Threshold];
        var points = new GroupPoint[dealings.Count];
        for (var at = 0; at < sums.Length; at++)
        {
            for (var i = 0; i < points.Length; i++)
            {
                points[i] = dealings[i].CommitmentsOf(at / context.Threshold)[at % context.Threshold];
            }

            sums[at] = group.Sum(lambdas, points);
        }

        var keys = new BatchKeys(context, sums, DigestOf(receivers, dealings));
        for (var m = 0; m < keys.Count; m++)
        {
            if (!group.AreEqual(keys.PublicKey(m), old.PublicKey(m)))
            {
                fault = ThresholdFault.OldShare;
                return null;
            }
        }

        return keys;
    }

    /// <summary>D₀ to Dₜ₋₁ of a key, what the chain keeps of it.</summary>
    public ReadOnlySpan<GroupPoint> CommitmentsOf(int key) => _commitments.AsSpan(key * Context.Threshold, Context.Threshold);

    /// <summary>X of a key, at infinity where it is not <see cref="IsUsable"/>.</summary>
    public GroupPoint PublicKey(int key) => CommitmentsOf(key)[0];

    /// <summary>
    /// Whether a key may be used: it is neither infinity nor −G, whose private key −1 SM2 does not have. That it was never seen before, by
    /// <see cref="KeyDigest"/>, is the chain's to know.
    /// </summary>
    public bool IsUsable(int key)
    {
        var group = Context.Group;
        var x = PublicKey(key);
        return !group.IsInfinity(in x) && !group.AreEqual(in x, group.Negate(group.Generator));
    }

    /// <summary>What a key is known again by, in whatever batch.</summary>
    public Digest KeyDigest(int key)
    {
        using var transcript = new Transcript(Context.Terms.Suite, DomainTag.KeeperPublicKey);
        transcript.Append(Context.Group, PublicKey(key));
        return transcript.Finish();
    }

    /// <summary>yᵢₘ, the public share of a keeper in a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no keeper of this number.</exception>
    public GroupPoint PublicShare(int keeper, int key)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Context.IsKeeper(keeper), false, nameof(keeper));
        return Equations.Evaluate(Context.Group, CommitmentsOf(key), keeper);
    }

    private static ThresholdFault CheckDealers(ReceiverSet receivers, IReadOnlyList<DealingStatement> dealings, int needed)
    {
        ArgumentNullException.ThrowIfNull(dealings);
        if (dealings.Any(dealing => dealing.Receivers.Digest != receivers.Digest))
        {
            throw new ArgumentException("A dealing is for the receivers that it was dealt to.", nameof(dealings));
        }

        return dealings.Count < needed ? ThresholdFault.TooFew
            : dealings.Zip(dealings.Skip(1)).Any(pair => pair.First.Dealer >= pair.Second.Dealer) ? ThresholdFault.Duplicate
            : ThresholdFault.None;
    }

    private static Digest DigestOf(ReceiverSet receivers, IReadOnlyList<DealingStatement> dealings)
    {
        using var transcript = new Transcript(receivers.Context.Terms.Suite, DomainTag.KeeperBatchKeys);
        transcript.Append(receivers.Digest);
        foreach (var dealing in dealings)
        {
            transcript.Append((ulong)dealing.Dealer);
            transcript.Append(dealing.Digest);
            foreach (var ciphertext in dealing.Ciphertexts)
            {
                transcript.Append(ciphertext);
            }
        }

        return transcript.Finish();
    }
}
