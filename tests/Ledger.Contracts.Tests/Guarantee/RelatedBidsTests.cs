using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Judgements;

namespace Ledger.Contracts.Tests;

/// <summary>Related parties do not bid in one section (实施条例 §34).</summary>
public sealed class RelatedBidsTests
{
    [Theory]
    [InlineData("1-2 SamePrincipal", "1-2")]
    [InlineData("2-1 Holding", "1-2")]
    [InlineData("1-2 Management", "1-2")]
    [InlineData("1-9 SamePrincipal, 9-2 SamePrincipal", "1-2")] // by way of a company that does not bid
    [InlineData("2-9 SamePrincipal, 1-8 SamePrincipal, 9-8 SamePrincipal", "1-2")]
    [InlineData("1-9 Holding, 9-2 Holding", "")] // the letter of the law names the two alone
    [InlineData("1-9 SamePrincipal, 9-2 Management", "")]
    [InlineData("4-1 Holding", "1-3")] // 4 is a member of 3's consortium
    [InlineData("3-4 Holding", "")] // within one bid
    [InlineData("", "")]
    public void Bids_of_related_parties_are_found(string relations, string expected)
    {
        var found = RelatedBids.Among([Bond(1), Bond(2), Bond(3, 4)], [.. relations.Split(", ").Where(one => one.Length > 0).Select(Of)]);
        Assert.Equal(expected, string.Join(' ', found.Select(one => $"{NumberOf(one.BidderUscc)}-{NumberOf(one.OtherBidderUscc)}")));
    }

    private static int NumberOf(string uscc) => Enumerable.Range(1, 9).Single(number => World.Uscc(number) == uscc);

    private static PartyRelation Of(string text) =>
        new(World.Uscc(text[0] - '0'), World.Uscc(text[2] - '0'), Enum.Parse<PartyRelationKind>(text[4..]));

    private static BidderBond Bond(int bidder, params int[] members)
    {
        var terms = new GuaranteeTerms { ConsortiumUsccs = { members.Select(World.Uscc) } };
        return new BidderBond(World.Uscc(bidder), new Ledger.Protocol.V1.Guarantee { Terms = terms }, []);
    }
}
