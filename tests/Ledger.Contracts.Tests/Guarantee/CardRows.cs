using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>PublishCard: one row for each transition allowed and each refusal.</summary>
internal static class CardRows
{
    private const long TierMax = 1_000_000_000_000_000;

    internal static IEnumerable<Row> All => [.. Transitions, .. Signers, .. Mailboxes, .. Tiers];

    private static IEnumerable<Row> Transitions =>
    [
        Row("none: publish", RefusalCode.None, w =>
        {
            var refused = w.Run(w.Guarantor, Publishing());
            var card = Card(w)!;
            Assert.Equal((World.Uscc(3), w.Guarantor.Member!.Name, World.Start), (card.Uscc, card.Name, card.PublishedAt));
            Assert.Equal((Good().Mailbox, GuaranteeForm.Bank, 3u), (card.Mailbox, card.Form, card.EndTierMonths));
            Assert.Equal([1L, 2L], card.CoverTiersFen);
            return refused;
        }, "guarantee.card_published"),
        Row("none: withdraw", RefusalCode.CardMissing, w => w.Run(w.Guarantor, Call(new PublishCard()))),
        Row("published: publish another", RefusalCode.None, w =>
        {
            w.MustRun(w.Guarantor, Publishing());
            w.Time++;
            var refused = w.Run(w.Guarantor, Publishing(c => c.Form = GuaranteeForm.Surety));
            Assert.Equal((GuaranteeForm.Surety, World.Start + 1), (Card(w)!.Form, Card(w)!.PublishedAt));
            return refused;
        }, "guarantee.card_published"),
        Row("published: publish a bad one", RefusalCode.BadMailboxCard, w =>
        {
            w.MustRun(w.Guarantor, Publishing());
            var refused = w.Run(w.Guarantor, Publishing(c => c.Mailbox = null));
            Assert.NotNull(Card(w)!.Mailbox);
            return refused;
        }),
        Row("published: withdraw", RefusalCode.None, w =>
        {
            w.MustRun(w.Guarantor, Publishing());
            w.MustRun(w.OtherGuarantor, Publishing());
            var refused = w.Run(w.Guarantor, Call(new PublishCard()));
            Assert.Null(Card(w));
            Assert.NotNull(Card(w, 4)); // a guarantor's call is about its own card
            return refused;
        }, "guarantee.card_withdrawn"),
        Row("none: publish as a centre", RefusalCode.None, w =>
        {
            var refused = w.Run(w.Centre, OfCentre());
            var card = GuaranteeTables.Cards.Read(w.State, GuaranteeTables.Cards.Key(w.Centre.Uscc))!;
            Assert.Equal((w.Centre.Member!.Name, Good().Mailbox, GuaranteeForm.Unspecified), (card.Name, card.Mailbox, card.Form));
            return refused;
        }, "guarantee.card_published"),
        Row("published: withdraw as a centre", RefusalCode.None, w =>
        {
            w.MustRun(w.Centre, OfCentre());
            return w.Run(w.Centre, Call(new PublishCard()));
        }, "guarantee.card_withdrawn"),
        Row("withdrawn: withdraw", RefusalCode.CardMissing, w => Withdrawn(w).Run(w.Guarantor, Call(new PublishCard()))),
        Row("withdrawn: publish", RefusalCode.None, w => Withdrawn(w).Run(w.Guarantor, Publishing()), "guarantee.card_published"),
    ];

    private static IEnumerable<Row> Signers =>
    [
        Row("publish by a centre that issues", RefusalCode.BadEnumeration, w => w.Run(w.Centre, Publishing())),
        Row(
            "publish by a centre with amounts",
            RefusalCode.BadCoverTiers,
            w => w.Run(w.Centre, OfCentre(c => c.CoverTiersFen.Add(1)))),
        Row("publish by a centre with ends", RefusalCode.BadCoverTiers, w => w.Run(w.Centre, OfCentre(c => c.EndTierMonths = 3))),
        Row("publish by a centre without a mailbox", RefusalCode.BadMailboxCard, w =>
            w.Run(w.Centre, OfCentre(c => c.Mailbox.Address = World.Blob(31)))),
        Row("publish by a guarantor of a mailbox alone", RefusalCode.BadEnumeration, w => w.Run(w.Guarantor, OfCentre())),
        Row("publish by a regulator", RefusalCode.NotPermitted, w => w.Run(w.Regulator, Publishing())),
        Row("publish by a bidder", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Publishing())),
        Row("withdraw by a bidder", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Call(new PublishCard()))),
        Row(
            "publish by a guarantor that is no longer a member",
            RefusalCode.NotPermitted,
            w => w.Run(w.Guarantor with { Member = null }, Publishing())),
    ];

    private static IEnumerable<Row> Mailboxes =>
    [
        Row("an address of 31", RefusalCode.BadMailboxCard, w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Address = World.Blob(31)))),
        Row("no key", RefusalCode.BadMailboxCard, w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.EncryptionKey = ByteString.Empty))),
        Row(
            "a key that is no point",
            RefusalCode.BadMailboxCard,
            w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.EncryptionKey = ByteString.CopyFrom([4, .. World.Bytes(64, 1)])))),
        Row(
            "a key of the other suite",
            RefusalCode.BadMailboxCard,
            w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Algorithm = (uint)SignatureAlgorithm.EcdsaP256Sha256))),
        Row("16 nodes", RefusalCode.None, w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Nodes.Add(Nodes(16))))),
        Row("17 nodes", RefusalCode.BadMailboxCard, w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Nodes.Add(Nodes(17))))),
        Row(
            "a node twice",
            RefusalCode.BadMailboxCard,
            w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Nodes.Add([World.Blob(32), World.Blob(32)])))),
        Row("a node of 33", RefusalCode.BadMailboxCard, w => w.Run(w.Guarantor, Publishing(c => c.Mailbox.Nodes.Add(World.Blob(33))))),
    ];

    private static IEnumerable<Row> Tiers =>
    [
        Row("no form", RefusalCode.BadEnumeration, w => w.Run(w.Guarantor, Publishing(c => c.Form = GuaranteeForm.Unspecified))),
        Row("a form off the list", RefusalCode.BadEnumeration, w => w.Run(w.Guarantor, Publishing(c => c.Form = (GuaranteeForm)9))),
        Row("no tiers", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Publishing(c => c.CoverTiersFen.Clear()))),
        Row("32 tiers", RefusalCode.None, w => w.Run(w.Guarantor, Offering([.. Enumerable.Range(1, 32)]))),
        Row("33 tiers", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Offering([.. Enumerable.Range(1, 33)]))),
        Row("a tier of nothing", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Offering(0, 1))),
        Row("a tier twice", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Offering(1, 1))),
        Row("tiers descending", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Offering(2, 1))),
        Row("the highest tier", RefusalCode.None, w => w.Run(w.Guarantor, Offering(TierMax))),
        Row("a tier too high", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Offering(TierMax + 1))),
        Row("ends without months", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Publishing(c => c.EndTierMonths = 0))),
        Row("ends every 5 months", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Publishing(c => c.EndTierMonths = 5))),
        Row("ends every 12 months", RefusalCode.None, w => w.Run(w.Guarantor, Publishing(c => c.EndTierMonths = 12))),
        Row("ends every 13 months", RefusalCode.BadCoverTiers, w => w.Run(w.Guarantor, Publishing(c => c.EndTierMonths = 13))),
    ];

    internal static Call Publishing(Action<PublishCard>? spoil = null)
    {
        var card = Good();
        spoil?.Invoke(card);
        return Call(card);
    }

    private static Call OfCentre(Action<PublishCard>? spoil = null) => Publishing(card =>
    {
        (card.Form, card.EndTierMonths) = (GuaranteeForm.Unspecified, 0);
        card.CoverTiersFen.Clear();
        spoil?.Invoke(card);
    });

    private static PublishCard Good() => new()
    {
        Form = GuaranteeForm.Bank,
        Mailbox = new MailboxCard
        {
            Address = World.Blob(32),
            Algorithm = (uint)SignatureAlgorithm.Sm2Sm3,
            EncryptionKey = ByteString.CopyFrom(World.OpeningKey.PublicKey.Encoded),
        },
        CoverTiersFen = { 1, 2 },
        EndTierMonths = 3,
    };

    private static Call Offering(params long[] tiers) => Publishing(card =>
    {
        card.CoverTiersFen.Clear();
        card.CoverTiersFen.Add(tiers);
    });

    private static Call Call(PublishCard card) => new() { Guarantee = new GuaranteeCall { PublishCard = card } };

    private static IEnumerable<ByteString> Nodes(int count) => Enumerable.Range(1, count).Select(number => World.Blob(32, (byte)number));

    private static World Withdrawn(World w)
    {
        w.MustRun(w.Guarantor, Publishing());
        w.MustRun(w.Guarantor, Call(new PublishCard()));
        return w;
    }

    private static GuarantorCard? Card(World w, int number = 3) =>
        GuaranteeTables.Cards.Read(w.State, GuaranteeTables.Cards.Key(World.Uscc(number)));

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> attempt, string? happened = null) =>
        new($"card: {name}", "docs/spec/orders.md", expected, attempt, happened);
}
