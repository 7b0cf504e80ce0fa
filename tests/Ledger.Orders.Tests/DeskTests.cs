using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>The guarantor's side: limits, batches, what survives a crash.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_bidders_limit_and_the_limit_in_all_are_refused_by_name_and_released_with_the_order()
    {
        using var world = new World(new DeskLimits { TotalFen = 100 * World.BondFen, BidderFen = World.BondFen });
        var first = await world.ApplyAsync();
        var second = await world.ApplyAsync(section: World.Other);
        await world.Desk.ApproveAsync(first, World.Decision());
        Assert.Equal(
            OrderRefusal.BidderLimit,
            (await Assert.ThrowsAsync<OrderException>(() => world.Desk.ApproveAsync(second, World.Decision()))).Code);

        await world.Desk.SetLimitsAsync(World.BondFen, null, world.Bidder.Uscc, 100 * World.BondFen);
        Assert.Equal(
            OrderRefusal.TotalLimit,
            (await Assert.ThrowsAsync<OrderException>(() => world.Desk.ApproveAsync(second, World.Decision()))).Code);

        await world.Orders.CancelAsync(first);
        await world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.AwaitPayment, (await world.Desk.ApproveAsync(second, World.Decision())).State);
        var exposure = await world.Desk.ExposureAsync();
        Assert.Equal((World.BondFen, World.BondFen), (exposure.TotalFen, exposure.TotalLimitFen));
        Assert.Equal((World.BondFen, 100 * World.BondFen), exposure.Bidders[world.Bidder.Uscc]);
    }

    [Fact]
    public async Task Two_approvals_at_once_do_not_exceed_a_limit_together()
    {
        using var world = new World(new DeskLimits { TotalFen = World.BondFen, BidderFen = World.BondFen });
        var ids = new[] { await world.ApplyAsync(), await world.ApplyAsync(section: World.Other) };
        var results = await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            try
            {
                await world.Desk.ApproveAsync(id, World.Decision());
                return OrderRefusal.None;
            }
            catch (OrderException e)
            {
                return e.Code;
            }
        })));
        Assert.Equal([OrderRefusal.None, OrderRefusal.BidderLimit], results.Order());
    }

    [Fact]
    public async Task What_has_ended_on_the_chain_weighs_no_more()
    {
        using var world = new World();
        var id = await world.IssueAsync();
        Assert.Equal(0, await world.Desk.RefreshAsync());
        Assert.Equal(World.BondFen, (await world.Desk.ExposureAsync()).TotalFen);
        world.Chain.Guarantees[Convert.ToHexString(world.Desk.Show(id).GuaranteeId.Span)].State = GuaranteeState.Released;
        Assert.Equal(1, await world.Desk.RefreshAsync());
        Assert.Equal(0, (await world.Desk.ExposureAsync()).TotalFen);
        world.Restart();
        Assert.Equal(0, (await world.Desk.ExposureAsync()).TotalFen);
    }

    [Fact]
    public async Task What_can_no_longer_be_issued_is_not_issued_and_weighs_no_more()
    {
        using var world = new World();
        await world.QueueAsync();
        world.Chain.Time = world.Chain.Sections[World.Section].OpeningTime;
        Assert.Equal(0, (await world.Batcher.SendNowAsync()).Issued);
        Assert.Equal(1, await world.Desk.RefreshAsync());
        Assert.Equal(0, (await world.Desk.ExposureAsync()).TotalFen);
    }

    [Fact]
    public async Task Batches_are_of_one_size_whatever_is_in_them()
    {
        using var world = new World(issueSlots: 2, surrenderSlots: 1);
        var outcomes = new List<BatchOutcome> { await world.Batcher.SendNowAsync() };
        await world.QueueAsync();
        await world.QueueAsync(blind: true, World.Other);
        using var rival = world.OpenSecondBidder(world.Rival);
        var third = await rival.ApplyAsync(world.Request(section: World.Other, bidder: world.Rival));
        outcomes.Add(await world.Batcher.SendNowAsync());
        outcomes.Add(await world.Batcher.SendNowAsync());
        Assert.Equal([0, 2, 0], outcomes.Select(outcome => outcome.Issued));
        Assert.All(outcomes, outcome => Assert.Equal((2, 1), (outcome.IssueRecords, outcome.SurrenderRecords)));
        Assert.Single(world.Chain.Submitted.Where((_, index) => index % 2 == 0).Select(call => call.Calls.Length).Distinct());
        Assert.Single(world.Chain.Submitted.Where((_, index) => index % 2 == 1).Select(call => call.Calls.Length).Distinct());
        Assert.Equal(3, world.Chain.Guarantees.Values.Count(record => record.State == GuaranteeState.Surrendered)); // decoys all
        Assert.Equal(OrderState.Submitted, third.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_whose_fate_is_unknown_goes_again_byte_for_byte_and_lands_once(bool landed)
    {
        using var world = new World();
        var id = await world.QueueAsync();
        (world.Chain.FailAfter, world.Chain.FailBefore) = (landed, !landed);
        await Assert.ThrowsAsync<IOException>(() => world.Batcher.SendNowAsync());
        (world.Chain.FailAfter, world.Chain.FailBefore) = (false, false);
        world.Restart();
        await world.Batcher.SendNowAsync();
        await world.Orders.ReceiveAsync();

        Assert.Equal(world.Chain.Submitted[0].Key, world.Chain.Submitted[1].Key);
        Assert.Equal(world.Chain.Submitted[0].Calls, world.Chain.Submitted[1].Calls);
        Assert.Equal(world.IssueSlots, world.Chain.Guarantees.Count);
        Assert.Equal(OrderState.IssuedSealed, world.Orders.Show(id).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_sides_go_on_after_a_crash_at_every_step(bool blind)
    {
        using var world = new World();
        var id = await world.ApplyAsync(blind);
        world.Restart();
        world.Mail.IsDown = true;
        await world.Desk.ApproveAsync(id, World.Decision());
        Assert.Equal(1, world.Desk.Waiting);
        world.Restart();
        Assert.Equal(OrderState.AwaitPayment, world.Desk.Show(id).State);
        world.Mail.IsDown = false;
        Assert.Equal(1, await world.Desk.FlushAsync());
        await world.Orders.ReceiveAsync();
        world.Restart();
        await world.Orders.ConfirmPaymentAsync(id, World.Basic);
        world.Restart();
        await world.Orders.SignContractAsync(id, World.Digest(8));
        world.Restart();
        await world.Desk.ReceiveAsync();
        world.Restart();
        await world.Batcher.SendNowAsync();
        world.Restart();
        await world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, world.Orders.Show(id).State);
    }

    [Fact]
    public async Task A_folder_is_open_in_one_process()
    {
        using var world = new World();
        await world.ApplyAsync();
        Assert.Throws<IOException>(() => world.OpenSecondBidder(world.Bidder));
    }

    [Fact]
    public async Task A_sealing_key_makes_one_guarantee()
    {
        using var world = new World();
        await world.ApplyAsync(blind: true);
        var used = OrderContent.Parser.ParseFrom(
            OrderLetter.Parser.ParseFrom(world.Mail.Deposited[0]).Content).Application.Blind.SealingKey;

        using var rival = world.OpenSecondBidder(world.Rival);
        await rival.ApplyAsync(world.Request(blind: true, bidder: world.Rival));
        var letter = OrderLetter.Parser.ParseFrom(Assert.Single(world.Mail.Intercept(world.Card.Mailbox)));
        var content = OrderContent.Parser.ParseFrom(letter.Content);
        content.Application.Blind.SealingKey = used;
        letter.Content = Google.Protobuf.ByteString.CopyFrom(Google.Protobuf.MessageExtensions.ToByteArray(content));
        letter.Signature = world.PartyOf(world.Rival)
            .Sign(
                Protocol.SignPurposes.OrderLetter.Over(
                    Protocol.Orders.OrderLetters.DigestOf(world.Seed.Genesis.Hasher, world.Seed.Genesis.ChainId, letter)));
        world.Mail.Leave(world.Card.Mailbox, Google.Protobuf.MessageExtensions.ToByteArray(letter));
        world.Restart();
        Assert.Equal(OrderRefusal.SealingKeyReused, Assert.Single(await world.Desk.ReceiveAsync()).Refused.Code);
    }

    [Fact]
    public async Task An_application_that_a_rule_refuses_is_rejected_with_the_rule()
    {
        using var world = new World();
        await world.Orders.ApplyAsync(world.Request());
        world.Chain.Sections[World.Section].State = SectionState.Terminated;
        Assert.Equal(OrderRefusal.SectionNotAnnounced, Assert.Single(await world.Desk.ReceiveAsync()).Refused.Code);
        await world.Orders.ReceiveAsync();
        var view = Assert.Single(world.Orders.List());
        Assert.Equal(OrderState.Rejected, view.State);
        Assert.Contains(nameof(OrderRefusal.SectionNotAnnounced), Assert.Single(view.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bidder_has_one_order_for_a_section()
    {
        using var world = new World();
        await world.ApplyAsync();
        using var other = world.OpenBidder("another folder");
        await other.ApplyAsync(world.Request());
        Assert.Equal(OrderRefusal.OrderExists, Assert.Single(await world.Desk.ReceiveAsync()).Refused.Code);
        await other.ReceiveAsync();
        var told = Assert.Single(other.List());
        Assert.Equal(OrderState.Rejected, told.State);
        Assert.Contains(nameof(OrderRefusal.OrderExists), Assert.Single(told.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_desk_derives_is_its_own_and_the_same_again()
    {
        var hasher = Hashers.For(CryptoSuite.Guomi);
        var one = new DeskSecrets(hasher, World.Digest(1));
        var other = new DeskSecrets(hasher, World.Digest(2));
        Assert.Equal(one.IssueKey(3), new DeskSecrets(hasher, World.Digest(1)).IssueKey(3));
        Assert.NotEqual(one.IssueKey(3), other.IssueKey(3));
        Assert.NotEqual(one.IssueKey(3), one.IssueKey(4));
        Assert.NotEqual(one.IssueKey(3), one.SurrenderKey(3, 0));
        Span<byte> parts = stackalloc byte[100];
        Span<byte> whole = stackalloc byte[100];
        var random = one.RandomOf(World.Digest(1), 1);
        random.Fill(parts[..33]);
        random.Fill(parts[33..]);
        one.RandomOf(World.Digest(1), 1).Fill(whole);
        Assert.True(parts.SequenceEqual(whole));
        one.RandomOf(World.Digest(1), 2).Fill(whole);
        Assert.False(parts.SequenceEqual(whole));
    }

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(1_000_001, 2_000_000)]
    [InlineData(79_999_999, 80_000_000)]
    public void Cover_is_rounded_up_to_a_tier(long bond, long tier) => Assert.Equal(tier, CoverTiers.Default.AmountFor(bond));

    [Theory]
    [InlineData("2026-03-31T23:59:59+08:00", 3, "2026-04-01T00:00:00+08:00")]
    [InlineData("2026-04-01T00:00:00+08:00", 3, "2026-04-01T00:00:00+08:00")]
    [InlineData("2026-04-01T00:00:01+08:00", 3, "2026-07-01T00:00:00+08:00")]
    [InlineData("2026-11-02T00:00:00+08:00", 3, "2027-01-01T00:00:00+08:00")]
    [InlineData("2026-11-02T00:00:00+08:00", 1, "2026-12-01T00:00:00+08:00")]
    public void Ends_are_rounded_up_to_a_month(string time, int months, string end)
    {
        var tiers = new CoverTiers([1], months);
        var expected = DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Assert.Equal(
            expected,
            tiers.EndFor(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()));
        Assert.True(tiers.IsEnd(expected));
        Assert.False(tiers.IsEnd(expected + 1));
    }

    [Fact]
    public void No_tier_covers_more_than_the_highest() => Assert.Null(CoverTiers.Default.AmountFor(80_000_001));

    [Fact]
    public async Task Ticks_come_at_whole_multiples_of_the_interval()
    {
        using var world = new World();
        var time = new StillClock(new DateTimeOffset(2026, 3, 2, 9, 3, 0, TimeSpan.Zero));
        var batcher = new SealedBatcher(
            world.Desk, TimeSpan.FromMinutes(10), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SealedBatcher>.Instance);
        using var stop = new CancellationTokenSource();
        var running = batcher.RunAsync(null, stop.Token);
        Assert.Equal(TimeSpan.FromMinutes(7), await time.Asked.Task);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(world.Chain.Submitted);
    }

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        internal TaskCompletionSource<TimeSpan> Asked { get; } = new();

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked.TrySetResult(dueTime);
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
