using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Keepers;
using Ledger.Protocol;

namespace Ledger.Threshold.Tests;

/// <summary>A batch whose keepers all do as they should, unless a test says otherwise.</summary>
internal sealed class KeeperWorld
{
    internal KeeperWorld(
        CryptoSuite suite = CryptoSuite.Guomi,
        int n = 4,
        int t = 3,
        int keys = 2,
        ulong batch = 7,
        Digest source = default,
        int absent = 0,
        int seed = 1)
    {
        Context = BatchContext.Create(TermsOf(suite, n, t, keys, batch), out var fault)
            ?? throw new InvalidOperationException(fault.ToString());
        Randoms = [.. Enumerable.Range(0, n).Select(i => new KeeperRandom(new SeededSource((seed * 100) + i), Nonces(i)))];
        Receivers = [.. Enumerable.Range(1, n).Select(i => new Receiver(Context, i, Randoms[i - 1]))];
        Set = ReceiverSet.Create(
            Context, source, [.. Receivers.Select(receiver => receiver.Keeper == absent ? (GroupPoint?)null : KeyOf(receiver))], out _)!;
    }

    internal BatchContext Context { get; }

    internal PrimeGroup Group => Context.Group;

    internal KeeperRandom[] Randoms { get; }

    internal Receiver[] Receivers { get; }

    internal ReceiverSet Set { get; }

    internal static BatchTerms TermsOf(CryptoSuite suite, int n, int t, int keys, ulong batch = 7) => new(
        suite, Id(200), 3, batch, t, keys, [.. Enumerable.Range(1, n).Select(i => Id((byte)i))]);

    internal static Digest Id(byte fill) => new([.. Enumerable.Repeat(fill, Digest.Bytes)]);

    internal Dealing Read(int dealer, byte[] message, BatchKeys? old = null)
    {
        Assert.Equal(ThresholdFault.None, Dealing.TryRead(Set, old, dealer, message, out var dealing));
        return dealing!;
    }

    internal Dealing Deal(int dealer) => Read(dealer, Dealer.Deal(Set, dealer, Randoms[dealer - 1]));

    internal Dealing[] DealAll() => [.. Enumerable.Range(1, Context.Keepers).Select(Deal)];

    internal BatchKeys Combine(params Dealing[] dealings)
    {
        var keys = BatchKeys.Combine(Set, [.. dealings.Select(dealing => dealing.Statement)], out var fault);
        Assert.Equal(ThresholdFault.None, fault);
        return keys!;
    }

    internal KeeperShares SharesOf(int keeper, BatchKeys keys, Dealing[] dealings, bool anew = false) => KeeperShares.Sum(
        keys,
        keeper,
        [.. dealings.Select(dealing => Open(keeper, dealing))],
        anew ? [.. dealings.Select(dealing => dealing.Statement.Dealer)] : null);

    internal SecretScalars Open(int keeper, Dealing dealing)
    {
        var shares = Receivers[keeper - 1].Open(dealing, out var fault);
        Assert.Equal(ThresholdFault.None, fault);
        return shares!;
    }

    /// <summary>The private key that these keepers' released shares give.</summary>
    internal static ThresholdFault TryCombine(
        BatchKeys keys, int key, IEnumerable<KeeperShares> holders, out GroupScalar privateKey)
    {
        var released = new Dictionary<int, GroupScalar>();
        foreach (var holder in holders)
        {
            Assert.Equal(ThresholdFault.None, ReleasedShares.TryRead(keys, key, holder.Keeper, holder.Release(key), out var share));
            released.Add(holder.Keeper, share);
        }

        return ReleasedShares.Combine(keys, key, released, out privateKey);
    }

    internal byte[] Encoded(in GroupPoint point)
    {
        var encoded = new byte[PrimeGroup.PointBytes];
        Group.Encode(in point, encoded);
        return encoded;
    }

    internal byte[] Encoded(in GroupScalar scalar)
    {
        var encoded = new byte[PrimeGroup.ScalarBytes];
        Group.Encode(in scalar, encoded);
        return encoded;
    }

    internal GroupPoint KeyOf(Receiver receiver)
    {
        Assert.Equal(ThresholdFault.None, ReceiveKeys.TryRead(Context, receiver.Keeper, receiver.Message, out var key));
        return key;
    }

    private static byte[] Nonces(int i) => [.. Enumerable.Repeat((byte)(i + 1), KeeperRandom.NonceKeyBytes)];
}
