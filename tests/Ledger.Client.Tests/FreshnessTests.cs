using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Tests;

/// <summary>A genuine final state is not yet the newest: what a client says, or refuses, of an old one.</summary>
public sealed class FreshnessTests : ClientFixture
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);
    private static readonly byte[] Key = [.. "a/key"u8];

    // The attack: a fresh client and a node that shows a state from long ago.
    public static TheoryData<int> MillisecondsNotFresh => new(300_001, 86_400_000, -300_001);

    [Theory]
    [MemberData(nameof(MillisecondsNotFresh))]
    public async Task A_head_that_is_not_new_is_taken_with_a_word_each_time(int age)
    {
        var said = new List<HeadFreshness>();
        using var client = ClientAt(age, options => options with { OnStaleHead = said.Add });

        var status = await client.GetStatusAsync();
        var value = await client.GetAsync(Key);
        var listing = await client.ListAsync(Key);
        Assert.All([status.Freshness, value.Freshness!, listing.Freshness!, .. said], freshness => Assert.False(freshness.IsFresh));
        Assert.Equal(3, said.Count);
        Assert.Equal(age, status.Freshness.Age.TotalMilliseconds);
        Assert.Null((await client.GetAsync(Key, Chain.Head.Header.Height)).Freshness); // a height was asked for, not the newest
    }

    [Theory]
    [MemberData(nameof(MillisecondsNotFresh))]
    public async Task A_head_that_is_not_new_is_refused_wherever_the_newest_is_asked_for(int age)
    {
        using var client = ClientAt(age, options => options with { StaleHeads = StaleHeadPolicy.Refuse });
        Func<Task>[] reads =
        [
            () => client.GetStatusAsync(), () => client.GetAsync(Key), () => client.ListAsync(Key),
            () => client.SubmitAsync(AnyCall()),
        ];
        foreach (var read in reads)
        {
            Assert.True((await RefusedAs(VerificationFailure.OldHead, read)).IsTransient);
        }

        Assert.Empty(Node.Submitted);
        Assert.Equal(Chain.Head.Header.Height, (await client.GetAsync(Key, Chain.Head.Header.Height)).Height);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(0)]
    [InlineData(-300_000)]
    public async Task A_new_head_is_taken_without_a_word(int age)
    {
        var said = new List<HeadFreshness>();
        using var client = ClientAt(age, options => options with { StaleHeads = StaleHeadPolicy.Refuse, OnStaleHead = said.Add });
        Assert.True((await client.GetStatusAsync()).Freshness.IsFresh);
        Assert.Empty(said);
    }

    [Fact]
    public async Task Without_a_limit_every_head_is_taken()
    {
        using var client = ClientAt(
            int.MaxValue, options => options with { StaleHeads = StaleHeadPolicy.Refuse, MaxHeadAge = Timeout.InfiniteTimeSpan });
        Assert.True((await client.GetStatusAsync()).Freshness.IsFresh);
    }

    // The attack: whoever is shown an old head would let what it submits end before it is ordered.
    [Fact]
    public async Task A_head_that_is_not_new_tells_no_block_time()
    {
        using var client = ClientAt(86_400_000);
        await client.GetStatusAsync();
        Advance(1);
        var newest = Chain.Head.Header.Time;
        await client.SubmitAsync(AnyCall(), new SubmitOptions { Lifetime = TimeSpan.FromSeconds(5) });
        Assert.False(
            TransactionReader.TryRead(
                Assert.Single(Node.Submitted), Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read)
            .IsRefused);
        Assert.Equal(newest + 5000, read!.Body.NotAfter);
    }

    [Fact]
    public async Task Any_client_says_how_old_the_head_is()
    {
        Assert.False((await Client.GetStatusAsync()).Freshness.IsFresh); // the fake chain's clock stands in 2023
    }

    [Theory]
    [InlineData(0, "0 s old")]
    [InlineData(-1_000, "1 s ahead")]
    [InlineData(187_999, "3 min 7 s old")]
    [InlineData(3_600_000, "is 1 h old, more than 5 min:")]
    [InlineData(-3_661_000, "is 1 h 1 min ahead of this computer's clock, more than 5 min:")]
    [InlineData(8_640_000_000, "is 100 d old, more than 5 min:")]
    public void Ages_are_in_words(long age, string words)
    {
        const long now = 1_700_000_000_000;
        var freshness = HeadFreshness.At(DateTimeOffset.FromUnixTimeMilliseconds(now), 7, now - age, Allowed);
        Assert.Contains(words, freshness.Words, StringComparison.Ordinal);
        Assert.NotEqual(freshness.Words, freshness.ChineseWords);
    }

    [Fact]
    public void Times_that_no_clock_shows_do_not_throw()
    {
        Assert.False(HeadFreshness.At(DateTimeOffset.MaxValue, 1, 0, Allowed).IsFresh);
        Assert.False(HeadFreshness.At(DateTimeOffset.UnixEpoch, 1, long.MaxValue, Allowed).IsFresh);
    }

    [Fact]
    public async Task A_chain_with_the_pinned_block_is_taken()
    {
        Advance(3);
        Chain.ChangeValidators(5, 6, 7);
        Advance(4);
        using var client = Pinned(5);
        Assert.Equal(Chain.Head.Header.Height, (await client.GetStatusAsync()).Height);
        Assert.Equal(5UL, (await client.GetBlockAsync(5)).Header.Height);
        Assert.Equal(2UL, (await client.GetBlockAsync(2)).Header.Height);
    }

    // The attack: keys of validators that were replaced sign another history from where they were.
    [Fact]
    public async Task A_history_of_replaced_keys_contradicts_the_pinned_block()
    {
        Advance(3);
        Chain.ChangeValidators(5, 6, 7);
        Advance(4);
        var pinned = Chain.Block(6)!;
        await using var other = await FakeNodeServer.StartAsync();
        for (byte i = 0; i < 9; i++)
        {
            other.Chain.Put([new KeyValuePair<byte[], byte[]>([9, i], [i])]);
        }

        using var fooled = LedgerClient.Open(Options() with { Node = other.Address });
        Assert.Equal(9UL, (await fooled.GetStatusAsync()).Height);

        var options = Options() with { Node = other.Address, Checkpoint = new Checkpoint(6, pinned.Hash) };
        using var client = LedgerClient.Open(options);
        Func<Task>[] reads =
        [
            () => client.GetStatusAsync(), () => client.GetAsync(Key), () => client.GetAsync(Key, 8),
            () => client.ListAsync(Key), () => client.GetBlockAsync(2), () => client.SubmitAsync(AnyCall()),
        ];
        foreach (var read in reads)
        {
            Assert.False((await RefusedAs(VerificationFailure.ContradictsCheckpoint, read)).IsTransient);
        }

        // Shown the genuine block it wants the proven change to that block's validators, which the other history lacks.
        other.Behaviour.Block = answer => answer.Block = new Block { Header = pinned.HeaderBytes };
        using var again = LedgerClient.Open(options);
        await RefusedAs(VerificationFailure.UntrustedValidators, () => again.GetStatusAsync());
    }

    [Fact]
    public async Task A_head_below_the_pinned_block_is_refused()
    {
        Advance(6);
        using var client = Pinned(5);
        var old = Chain.Block(4)!;
        Node.Status = answer => (answer.Header, answer.Certificate) = (old.HeaderBytes, old.Certificate);
        await RefusedAs(VerificationFailure.BelowCheckpoint, () => client.GetStatusAsync());
        Node.State = answer => (answer.Header, answer.Certificate) = (old.HeaderBytes, old.Certificate);
        await RefusedAs(VerificationFailure.BelowCheckpoint, () => client.GetAsync(Key));

        using var ahead = LedgerClient.Open(Options() with { Checkpoint = new Checkpoint(7, Digest.Zero) });
        await RefusedAs(VerificationFailure.BelowCheckpoint, () => ahead.GetStatusAsync());
    }

    [Theory]
    [InlineData("5:0101010101010101010101010101010101010101010101010101010101010101", true)]
    [InlineData("0:0101010101010101010101010101010101010101010101010101010101010101", false)]
    [InlineData("-1:0101010101010101010101010101010101010101010101010101010101010101", false)]
    [InlineData("5:01", false)]
    [InlineData("5", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Checkpoints_are_read_as_they_are_written(string? text, bool isOne)
    {
        Assert.Equal(isOne, Checkpoint.TryParse(text, out var checkpoint));
        Assert.Equal(isOne ? text : null, checkpoint?.ToString());
    }

    private LedgerClient Pinned(ulong height) =>
        LedgerClient.Open(Options() with { Checkpoint = new Checkpoint(height, Chain.Block(height)!.Hash) });

    private LedgerClient ClientAt(long age, Func<LedgerClientOptions, LedgerClientOptions>? with = null)
    {
        Advance(2);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Chain.Head.Header.Time).AddMilliseconds(age);
        var options = Options() with { Time = new ClockAt(now) };
        return LedgerClient.Open(with?.Invoke(options) ?? options);
    }

    private void Advance(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            Chain.Put();
        }
    }

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
