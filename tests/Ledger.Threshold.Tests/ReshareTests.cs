using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Keepers;

namespace Ledger.Threshold.Tests;

public sealed class ReshareTests
{
    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void Keys_stay_the_same_in_new_hands_and_old_shares_do_not_mix_with_new(CryptoSuite suite)
    {
        var (world, keys, old) = Old(suite);
        var (next, newKeys, holders) = Anew(world, keys, old[..3]);
        Assert.Equal(ThresholdFault.None, KeeperWorld.TryCombine(keys, 1, old[1..], out var before));
        Assert.Equal(ThresholdFault.None, KeeperWorld.TryCombine(newKeys, 1, holders[1..], out var after));
        Assert.Equal(world.Encoded(in before), next.Encoded(in after));

        // t − 1 of the old and t′ − 1 of the new: each is refused as the other, and together they interpolate to nothing.
        var released = old[..2].Select(holder => (holder.Keeper, Share: holder.Release(1)))
            .Concat(holders[2..4].Select(holder => (holder.Keeper, Share: holder.Release(1)))).ToArray();
        Assert.All(released[..2], one => Assert.Equal(
            ThresholdFault.Share, ReleasedShares.TryRead(newKeys, 1, one.Keeper, one.Share, out _)));
        Assert.All(released[2..], one => Assert.Equal(
            ThresholdFault.Share, ReleasedShares.TryRead(keys, 1, one.Keeper, one.Share, out _)));
        var mixed = released.ToDictionary(one => one.Keeper, one =>
        {
            Assert.True(world.Group.TryDecodeScalar(one.Share, out var scalar));
            return scalar;
        });
        Assert.Equal(ThresholdFault.Combination, ReleasedShares.Combine(newKeys, 1, mixed, out _));
        Assert.Equal(ThresholdFault.Combination, ReleasedShares.Combine(keys, 1, mixed, out _));
    }

    [Fact]
    public void Who_deals_what_is_not_its_old_share_is_refused()
    {
        var (_, keys, old) = Old(CryptoSuite.Guomi);
        var next = new KeeperWorld(n: 5, t: 4, batch: 8, source: keys.Digest, seed: 2);
        var message = old[0].DealAnew(next.Set, next.Randoms[0]);
        Assert.Equal(ThresholdFault.None, Dealing.TryRead(next.Set, keys, 1, message, out _));
        Assert.Equal(ThresholdFault.OldShare, Dealing.TryRead(next.Set, keys, 2, message, out _)); // another's share
        Assert.Equal(ThresholdFault.OldShare, Dealing.TryRead(next.Set, null, 1, message, out _));
        Assert.Equal(ThresholdFault.OldShare, Dealing.TryRead(next.Set, keys, 1, Dealer.Deal(next.Set, 1, next.Randoms[0]), out _));
        Assert.Equal(ThresholdFault.Keeper, Dealing.TryRead(next.Set, keys, 5, message, out _)); // no old keeper
        var unbound = new KeeperWorld(n: 5, t: 4, batch: 8, seed: 2);
        Assert.Equal(ThresholdFault.OldShare, Dealing.TryRead(unbound.Set, keys, 1, message, out _));
    }

    [Fact]
    public void A_resharing_that_ends_half_way_changes_nothing()
    {
        var (world, keys, old) = Old(CryptoSuite.Guomi);
        var next = new KeeperWorld(n: 5, t: 4, batch: 8, source: keys.Digest, seed: 2);
        DealingStatement[] two =
            [.. old[..2].Select(holder => next.Read(holder.Keeper, holder.DealAnew(next.Set, next.Randoms[0]), keys).Statement)];
        Assert.Null(BatchKeys.Reshare(keys, next.Set, two, out var fault));
        Assert.Equal(ThresholdFault.TooFew, fault);
        Assert.Null(BatchKeys.Reshare(keys, world.Set, two, out fault));
        Assert.Equal(ThresholdFault.OldShare, fault);
        Assert.Equal(ThresholdFault.None, KeeperWorld.TryCombine(keys, 0, old[1..], out _));
    }

    [Fact]
    public void Dealings_that_were_not_checked_do_not_make_another_key()
    {
        var (_, keys, old) = Old(CryptoSuite.Guomi);
        var next = new KeeperWorld(n: 5, t: 4, batch: 8, source: keys.Digest, seed: 2);
        var statements = old[..3].Select(holder =>
            next.Read(holder.Keeper, holder.DealAnew(next.Set, next.Randoms[0]), keys).Statement).ToArray();
        var points = new GroupPoint[keys.Count * 4];
        points.AsSpan().Fill(next.Group.Generator);
        statements[2] = DealingStatement.Of(
            next.Set, 3, points, next.Group.Generator, new byte[5 * DealingLayout.CiphertextBytesOf(next.Context)]);
        Assert.Null(BatchKeys.Reshare(keys, next.Set, statements, out var fault));
        Assert.Equal(ThresholdFault.OldShare, fault);
    }

    private static (KeeperWorld World, BatchKeys Keys, KeeperShares[] Holders) Old(CryptoSuite suite)
    {
        var world = new KeeperWorld(suite);
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        return (world, keys, [.. Enumerable.Range(1, 4).Select(i => world.SharesOf(i, keys, dealings))]);
    }

    private static (KeeperWorld Next, BatchKeys Keys, KeeperShares[] Holders) Anew(
        KeeperWorld world, BatchKeys keys, KeeperShares[] dealers)
    {
        var next = new KeeperWorld(world.Group.Suite, n: 5, t: 4, batch: 8, source: keys.Digest, seed: 2);
        Dealing[] dealings = [.. dealers.Select(holder => next.Read(holder.Keeper, holder.DealAnew(next.Set, next.Randoms[0]), keys))];
        var newKeys = BatchKeys.Reshare(keys, next.Set, [.. dealings.Select(dealing => dealing.Statement)], out var fault);
        Assert.Equal(ThresholdFault.None, fault);
        return (next, newKeys!, [.. Enumerable.Range(1, 5).Select(i => next.SharesOf(i, newKeys!, dealings, anew: true))]);
    }
}
