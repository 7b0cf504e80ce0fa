using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

public sealed class BidderCommitmentTests
{
    private const string Section = "E3500000001001043001001";
    private const string Bidder = "91350100M000100Y43";
    private const int TransactionBytesMax = 72 * 1024;
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.Guomi);
    private static readonly Digest Chain = new([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly byte[] Salt = [.. Enumerable.Repeat((byte)2, 32)];

    /// <summary>Whoever knows the salt of one section learns nothing of another, and no code stands for another's.</summary>
    [Fact]
    public void A_commitment_is_bound_to_chain_section_salt_and_code()
    {
        var commitment = BidderCommitments.Of(Hasher, Chain, Salt, Section, Bidder);
        Assert.Equal("1c22ea9d9585d544e6c6fa97a9d830754233db7b8eff03e9cadfceb08f391d7c", commitment.ToString());
        Assert.NotEqual(commitment, BidderCommitments.Of(Hasher, new Digest(Salt), Salt, Section, Bidder));
        Assert.NotEqual(commitment, BidderCommitments.Of(Hasher, Chain, Chain.ToArray(), Section, Bidder));
        Assert.NotEqual(commitment, BidderCommitments.Of(Hasher, Chain, Salt, "E3500000001001043001002", Bidder));
        Assert.NotEqual(commitment, BidderCommitments.Of(Hasher, Chain, Salt, Section, "91350100M000100Y44"));
        Assert.Throws<ArgumentException>(() => BidderCommitments.Of(Hasher, Chain, Salt[1..], Section, Bidder));
    }

    [Fact]
    public void A_salt_from_an_opening_key_is_of_one_section_and_not_the_key()
    {
        var salt = BidderCommitments.SaltFrom(Hasher, Chain, Section, Salt);
        Assert.Equal(salt, BidderCommitments.SaltFrom(Hasher, Chain, Section, Salt));
        Assert.NotEqual(salt, BidderCommitments.SaltFrom(Hasher, Chain, "E3500000001001043001002", Salt));
        Assert.NotEqual(salt, BidderCommitments.SaltFrom(Hasher, Chain, Section, Chain.ToArray()));
        Assert.NotEqual(Salt, salt);
    }

    [Fact]
    public void A_list_is_ascending_and_2000_fit_a_transaction()
    {
        var codes = Enumerable.Range(0, 2_000).Select(number => $"91350100M{number:D9}").Reverse();
        var list = new BidderList(Hasher, Chain, Section, Salt, codes);
        foreach (var call in new[] { new TenderCall { OpenSection = list.Opening() }, new TenderCall { ListBidders = list.Listing() } })
        {
            var body = new TxBody { Calls = { new Call { Tender = call } }, ChainId = ByteString.CopyFrom(Salt) };
            Assert.InRange(body.CalculateSize(), 1, TransactionBytesMax - 512);
        }

        Assert.Equal(list.Listing().BidderUsccs.Order(StringComparer.Ordinal), list.Listing().BidderUsccs);
        var commitments = list.Opening().BidderCommitments;
        Assert.All(commitments.Zip(commitments.Skip(1)), pair => Assert.True(pair.First.Span.SequenceCompareTo(pair.Second.Span) < 0));
        Assert.Equal(list.Digest, BidderCommitments.ListDigest(Hasher, commitments.Select(one => one.Memory)));
        Assert.DoesNotContain("91350100M", list.Opening().ToString(), StringComparison.Ordinal);
    }
}
