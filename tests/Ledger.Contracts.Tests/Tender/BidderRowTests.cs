using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>What a list leaves in the state: one entry for each bidder, so that a list proof shows them all.</summary>
public sealed class BidderRowTests
{
    [Fact]
    public void Each_bidder_has_an_entry_and_one_without_a_code_its_commitment()
    {
        var world = new World().WithSection(SectionState.Closed);
        var foreign = World.Blob(32, 0xF0);
        var list = new Protocol.BidderList(
            World.Hasher, World.ChainId, World.SectionCode, World.Bytes(32, 0x5A), [World.Uscc(8), World.Uscc(7)], [foreign]);
        world.MustRun(world.Centre, World.Call(list.Opening()));
        Assert.Empty(Rows(world));

        world.MustRun(world.Centre, World.Call(list.Listing()));

        var rows = Rows(world);
        Assert.Equal([World.Uscc(7), World.Uscc(8), ""], rows.Select(row => row.Uscc));
        Assert.Equal(foreign, rows[2].Commitment);
        Assert.Equal(
            list.Opening().BidderCommitments.ToHashSet(), rows.Select(row => row.Commitment).ToHashSet());
        Assert.NotNull(TenderTables.Bidders.Read(world.State, TenderTables.BidderKey(World.SectionCode, World.Uscc(7))));
        Assert.NotNull(TenderTables.Bidders.Read(world.State, TenderTables.UnnamedBidderKey(World.SectionCode, foreign.Span)));
    }

    [Fact]
    public void Nothing_of_a_section_that_fails_says_how_many_bid()
    {
        var world = new World().WithSection(SectionState.Failed);
        Assert.Empty(Rows(world));
        Assert.Equal((0u, 0), (world.Section.Bidders, world.Section.BiddersDigest.Length));
    }

    private static List<ListedBidder> Rows(World world)
    {
        var prefix = TenderTables.BidderPrefix(World.SectionCode);
        return
        [
            .. world.State.Entries.Where(entry => entry.Key.AsSpan().StartsWith(prefix)).OrderBy(
                entry => System.Text.Encoding.ASCII.GetString(entry.Key), StringComparer.Ordinal)
                .Select(entry => ListedBidder.Parser.ParseFrom(entry.Value)),
        ];
    }
}
