using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>Somebody with made-up addresses and much patience (docs/spec/mailbox.md, room and price).</summary>
public sealed class FloodTests
{
    private int _made;

    [Fact]
    public void A_stamp_is_good_for_the_epoch_it_was_made_in_and_the_next()
    {
        var world = new World(new MailboxOptions { StampBits = 16 }); // so that none is good for another epoch by chance
        var (first, second) = (world.Request(world.Bidder.Address, world.Letter()), world.Request(world.Guarantor.Address, world.Letter()));
        world.Clock.Advance(StampEpochs.DefaultMs);
        World.Done(world.Box.Deposit(first, out _));
        world.Clock.Advance(StampEpochs.DefaultMs);
        Assert.Equal(RefusalCode.BadStamp, world.Box.Deposit(second, out _).Code);
        var third = world.Request(world.Guarantor.Address, world.Letter());
        world.Clock.Advance(2 * StampEpochs.DefaultMs); // nobody asked in between
        Assert.Equal(RefusalCode.BadStamp, world.Box.Deposit(third, out _).Code);
    }

    [Fact]
    public void Nothing_can_be_stamped_for_an_epoch_that_is_to_come()
    {
        var (clock, seen) = (new ManualClock(), new HashSet<string>());
        var epochs = new StampEpochs(clock);
        var other = new StampEpochs(clock);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(
                seen.Add(Convert.ToHexString(epochs.Current)) && seen.Add(Convert.ToHexString(other.Current)), "an epoch came again");
            clock.Advance(StampEpochs.DefaultMs * (1 + (i % 3)));
        }
    }

    [Fact]
    public void The_price_rises_by_a_bit_for_each_32nd_of_the_room_beyond_half()
    {
        Assert.Equal(
            [0, 0, 1, 1, 2, 8, 16, 16],
            new long[] { 0, 500, 501, 531, 532, 750, 1_000, 5_000 }.Select(used => StampPrice.Rise(used, 1_000)));
        Assert.Equal((0, 16), (StampPrice.Rise(1, 3), StampPrice.Rise(long.MaxValue, long.MaxValue)));
    }

    [Fact]
    public void Who_fills_one_address_raises_its_price_alone()
    {
        var world = new World(new MailboxOptions { StampBits = 1, AddressLettersMax = 8 });
        for (var i = 0; i < 6; i++)
        {
            world.Deposit(world.Guarantor);
        }

        Assert.Equal(
            (9U, 1U, 1U),
            (world.Terms(world.Guarantor.Address).StampBits, world.Terms(world.Bidder.Address).StampBits, world.Terms().StampBits));
        world.Acknowledge(world.Guarantor, ulong.MaxValue);
        Assert.Equal(1U, world.Terms(world.Guarantor.Address).StampBits);
    }

    [Theory]
    [InlineData("letters")]
    [InlineData("addresses")]
    [InlineData("bytes")]
    public void Made_up_addresses_never_take_the_room_or_raise_the_price_of_those_on_cards(string which)
    {
        var options = new MailboxOptions { StampBits = 0 };
        var world = new World(which switch
        {
            "letters" => options with { LettersMax = 10 },
            "addresses" => options with { AddressesMax = 10 },
            _ => options with { BytesMax = 10 * Letters.BytesMax, AddressBytesMax = 10 * Letters.BytesMax },
        });
        var size = which == "bytes" ? Letters.BytesMax : Letters.BytesMin;
        world.Cards.Published.Add(world.Guarantor.Address);
        for (var i = 0; i < 8; i++)
        {
            World.Done(world.Box.Deposit(world.Request(MadeUp(), world.Letter(size)), out _));
        }

        Assert.Equal(RefusalCode.MailboxesFull, world.Box.Deposit(world.Request(MadeUp(), world.Letter(size)), out _).Code);
        world.Deposit(world.Guarantor, size);
        if (which != "addresses")
        {
            world.Deposit(world.Guarantor, size);
            Assert.Equal(RefusalCode.MailboxesFull, world.Deposit(world.Guarantor, world.Letter(size), out _).Code);
        }
    }

    [Fact]
    public void Letters_to_addresses_on_cards_take_nothing_of_the_others_part()
    {
        var world = new World(new MailboxOptions { StampBits = 0, LettersMax = 10 });
        world.Cards.Published.Add(world.Guarantor.Address);
        world.Deposit(world.Guarantor);
        world.Deposit(world.Guarantor);
        for (var i = 0; i < 8; i++)
        {
            World.Done(world.Box.Deposit(world.Request(MadeUp(), world.Letter()), out _));
        }
    }

    [Fact]
    public void Letters_wait_long_only_where_somebody_fetches_or_a_card_stands()
    {
        var world = new World(new MailboxOptions { StampBits = 0, KeptHours = 100, KeptHoursUnfetched = 10 });
        world.Cards.Published.Add(world.Guarantor.Address);
        var made = MadeUp();
        World.Done(world.Box.Deposit(world.Request(made, world.Letter()), out var soon));
        world.Deposit(world.Guarantor);
        world.Deposit(world.Bidder);
        Assert.Single(world.Fetch(world.Bidder).Letters);
        Assert.Equal((world.Clock.NowMs / World.HourMs + 10) * World.HourMs, DepositReceiptBody.TryRead(soon!.Body.Span)!.KeptUntil);

        world.Clock.Advance(10 * World.HourMs);
        world.Restart();
        Assert.Single(world.Fetch(world.Bidder).Letters);
        Assert.Single(world.Fetch(world.Guarantor).Letters);
        Assert.Equal(2, world.Box.Count);
        world.Clock.Advance(90 * World.HourMs);
        Assert.Empty(world.Fetch(world.Bidder).Letters);
        Assert.Equal(0, world.Box.Count);
    }

    private Digest MadeUp() => new([.. BitConverter.GetBytes(++_made), .. new byte[28]]);
}
