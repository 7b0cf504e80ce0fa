using Ledger.Crypto;
using Ledger.FakeNode;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Client.Tests;

public sealed class ReadTests : ClientFixture
{
    [Fact]
    public async Task A_record_is_read_with_proof_at_the_head_and_as_of_a_height()
    {
        var key = MembershipTables.Members.Key(Keys.MemberUscc);
        Chain.Put((key, new Member { Name = "first" }));
        Chain.Put((key, new Member { Name = "second" }));

        Assert.Equal("second", (await Client.ReadAsync(MembershipTables.Members, key)).Record!.Name);
        var first = await Client.ReadAsync(MembershipTables.Members, key, height: 1);
        Assert.Equal("first", first.Record!.Name);
        Assert.Equal(1UL, first.Height);
        Assert.Equal(Chain.Block(1)!.Header.Time, first.Time);
    }

    [Fact]
    public async Task Absence_is_proven()
    {
        Assert.Null((await Client.ReadAsync(MembershipTables.Members, MembershipTables.Members.Key("nobody"))).Record);
        Assert.Empty((await Client.ListAsync("no/such/"u8.ToArray())).Entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(13)]
    public async Task A_listing_joins_its_pages(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Chain.Put((MembershipTables.Proposals.Key($"{i:D3}"), new Subject { Name = $"{i}" }));
        }

        var listing = await Client.ListAsync(MembershipTables.Proposals.Prefix.ToArray());
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => $"{i}"),
            listing.Entries.Select(entry => Subject.Parser.ParseFrom(entry.Value.Span).Name));
        Assert.Equal((ulong)count, listing.Height);
    }

    [Fact]
    public async Task A_listing_longer_than_asked_for_is_no_listing()
    {
        for (var i = 0; i < 5; i++)
        {
            Chain.Put((MembershipTables.Proposals.Key($"{i}"), new Subject()));
        }

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Client.ListAsync(MembershipTables.Proposals.Prefix.ToArray(), entriesMax: 4));
    }

    [Fact]
    public async Task A_key_of_another_table_is_the_callers_mistake() => await Assert.ThrowsAsync<ArgumentException>(
        () => Client.ReadAsync(MembershipTables.Members, "tender/section/x"u8.ToArray()));

    [Fact]
    public async Task A_height_that_is_not_final_is_refused()
    {
        var error = await Assert.ThrowsAsync<RefusedException>(() => Client.GetAsync("a/b/c"u8.ToArray(), 77));
        Assert.Equal(Protocol.RefusalCode.HeightNotAvailable, error.Code);
    }

    [Fact]
    public async Task A_block_is_proven_with_all_that_it_holds()
    {
        var id = (await Client.SubmitAsync(AnyCall())).Id;
        var block = await Client.GetBlockAsync(1);
        Assert.Equal(id, Assert.Single(block.TransactionIds));
        Assert.Equal(2, Assert.Single(block.Receipts).Events.Count);
        Assert.Equal(0UL, (await Client.GetBlockAsync(0)).Header.Height);
    }

    [Fact]
    public async Task A_block_without_a_certificate_of_its_own_is_proven_by_the_history_of_the_newest()
    {
        for (var height = 1; height <= 11; height++)
        {
            Chain.Put();
        }

        Node.Block = answer => answer.Certificate = null;
        Node.State = _ => throw new InvalidOperationException("No state is needed.");
        for (ulong height = 1; height <= 10; height++)
        {
            Assert.Null((await Client.GetBlockAsync(height)).Certificate);
        }
    }

    [Fact]
    public async Task The_chain_of_the_other_suite_verifies_too()
    {
        await using var server = await FakeNodeServer.StartAsync(CryptoSuite.Guomi);
        server.Chain.Put();
        using var client = LedgerClient.Open(Options() with { Genesis = server.Chain.Genesis, Node = server.Address });
        Assert.Equal(1UL, (await client.GetStatusAsync()).Height);
    }
}
