using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Admission;

/// <summary>What would be refused in a block, and stand there with names or the key, does not get there.</summary>
public class OpeningFilterTests
{
    private const string SectionCode = "A4404000000000001001001";
    private const ulong Opened = 7;
    private static readonly string[] Bidders = ["91350100M000100Y43", "91440400MA4UWX0R6T", "91440400XY03Q9B035"];
    private static readonly KeyPair Key = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)7, KeyPair.SeedBytes)]);

    private static BidderList List => new(TestChain.Genesis, SectionCode, new byte[BidderCommitments.SaltBytes], Bidders);

    private static TenderCall Listing => new() { ListBidders = List.Listing() };

    private static TenderCall Release =>
        new() { ReleaseOpeningKey = new() { SectionCode = SectionCode, OpeningPrivateKey = ByteString.CopyFrom(Key.PrivateKey) } };

    [Theory]
    [InlineData(-1, 3, RefusalCode.BeforeOpening)]
    [InlineData(0, 3, RefusalCode.None)]
    [InlineData(0, 2, RefusalCode.TooFewBidders)]
    public void An_opening_is_due_and_of_enough_bidders(long sinceDue, int bidders, RefusalCode expected)
    {
        var opening = List.Opening();
        while (opening.BidderCommitments.Count > bidders)
        {
            opening.BidderCommitments.RemoveAt(0);
        }

        var view = View(SectionState.Announced, openingTime: TestChain.StartMs - sinceDue);
        Assert.Equal(expected, Submit(view, new TenderCall { OpenSection = opening }));
    }

    [Fact]
    public void A_double_is_refused_by_its_form()
    {
        var opening = List.Opening();
        opening.BidderCommitments[1] = opening.BidderCommitments[0];
        Assert.Equal(RefusalCode.BidderTwice, Submit(View(SectionState.Announced), new TenderCall { OpenSection = opening }));
    }

    [Fact]
    public void Nobody_but_the_centre_opens() =>
        Assert.Equal(
            RefusalCode.OtherCentre,
            Submit(
                View(SectionState.Announced),
                TestChain.Sign(
                    TestChain.Body(body =>
                    {
                        body.Signer = ByteString.CopyFrom(TestChain.Guarantor.CertificateId.ToArray());
                        body.Calls.Clear();
                        body.Calls.Add(new Call { Tender = new TenderCall { OpenSection = List.Opening() } });
                    }),
                    TestChain.Guarantor)));

    [Theory]
    [InlineData(Opened - 1, RefusalCode.OpeningNotFinal)]
    [InlineData(Opened, RefusalCode.None)]
    public void Bidders_are_named_once_their_opening_is_final(ulong finalHeight, RefusalCode expected) =>
        Assert.Equal(expected, Submit(View(SectionState.Opening, finalHeight: finalHeight), Listing));

    [Fact]
    public void Nobody_is_named_before_an_opening() =>
        Assert.Equal(RefusalCode.SectionState, Submit(View(SectionState.Announced), Listing));

    [Fact]
    public void Not_even_in_one_transaction_with_it() => Assert.Equal(
        RefusalCode.OpeningNotFinal, Submit(View(SectionState.Announced), new TenderCall { OpenSection = List.Opening() }, Listing));

    [Fact]
    public void Another_list_than_the_openings_is_not_let_in()
    {
        var listing = Listing;
        listing.ListBidders.BidderUsccs[2] = "91440402XYN8WT4101";
        Assert.Equal(RefusalCode.BidderListMismatch, Submit(View(SectionState.Opening), listing));
    }

    [Fact]
    public void The_key_stays_out_until_the_list_is_in()
    {
        Assert.Equal(RefusalCode.BiddersNotListed, Submit(View(SectionState.Opening), Release));
        Assert.Equal(RefusalCode.None, Submit(View(SectionState.Opening), Listing, Release));
        Assert.Equal(RefusalCode.None, Submit(View(SectionState.Opening, listedAt: 1), Release));
        Assert.Equal(RefusalCode.SectionState, Submit(View(SectionState.Failed), Release));
        Assert.Equal(RefusalCode.SectionState, Submit(View(SectionState.Terminated, listedAt: 1), Release));
    }

    [Theory]
    [InlineData(true, RefusalCode.None)]
    [InlineData(false, RefusalCode.BiddersListed)]
    public void What_was_done_under_its_business_key_may_come_again(bool same, RefusalCode expected)
    {
        var view = View(SectionState.Opening, listedAt: 1);
        var key = ByteString.CopyFromUtf8("list of section 1");
        var bytes = TestChain.Sign(TestChain.Body(body =>
        {
            body.BusinessKey = key;
            body.Calls.Clear();
            body.Calls.Add(new Call { Tender = Listing });
        }));
        var hasher = TestChain.Genesis.Hasher;
        TransactionReader.TryRead(bytes, hasher, TestChain.Genesis.ChainId, view.Limits, out var read);
        var content = same ? read!.ContentDigest(hasher) : TestChain.HashOf(1);
        view.Put(BusinessKeys.Key(TestChain.Centre.Uscc, key.Span), BusinessKeys.Value(TestChain.HashOf(2), content));
        Assert.Equal(expected, Submit(view, bytes));
    }

    private static GenesisView View(
        SectionState state, long? openingTime = null, ulong finalHeight = Opened, long listedAt = 0)
    {
        var view = new GenesisView { FinalHeight = finalHeight };
        var section = new Section
        {
            Announced = new AnnounceSection { SectionCode = SectionCode, OpeningKey = ByteString.CopyFrom(Key.PublicKey.Encoded) },
            CentreUscc = TestChain.Centre.Uscc,
            Region = "440400",
            TradeClass = "A",
            AnnouncedAt = TestChain.StartMs,
            OpeningTime = openingTime ?? TestChain.StartMs,
            State = state,
        };
        if (state >= SectionState.Opening)
        {
            (section.OpenedHeight, section.Bidders, section.BiddersListedAt) = (Opened, (uint)Bidders.Length, listedAt);
            section.BiddersDigest = ByteString.CopyFrom(List.Digest.ToArray());
        }

        view.Put(TenderTables.Sections.Key(SectionCode), section.ToByteArray());
        return view;
    }

    private static RefusalCode Submit(GenesisView view, params TenderCall[] calls) => Submit(view, TestChain.Sign(TestChain.Body(body =>
    {
        body.Calls.Clear();
        body.Calls.AddRange(calls.Select(call => new Call { Tender = call }));
    })));

    private static RefusalCode Submit(GenesisView view, byte[] bytes)
    {
        var pool = new TransactionPool(new MempoolOptions());
        var code = new AdmissionPipeline(TestChain.Genesis, TestChain.Verifier, pool).Submit(bytes, view).Refused.Code;
        Assert.Equal(code == RefusalCode.None ? 1 : 0, pool.Count);
        return code;
    }
}
