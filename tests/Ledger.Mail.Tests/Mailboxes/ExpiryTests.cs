namespace Ledger.Mail.Tests.Mailboxes;

public sealed class ExpiryTests
{
    private readonly World _world = new(
        new MailboxOptions
        {
            StampBits = 0,
            KeptHours = 24,
            KeptHoursUnfetched = 24,
            AddressLettersMax = 2,
            AddressesMax = 2,
            PublishedPercent = 0,
        });

    [Fact]
    public void A_letter_that_nobody_fetches_goes_with_its_hour_and_gives_its_place_back()
    {
        _world.Deposit(_world.Guarantor);
        _world.Clock.Advance(World.HourMs);
        var second = _world.Deposit(_world.Guarantor);
        _world.Clock.Advance(22 * World.HourMs);
        Assert.Equal(2, _world.Fetch(_world.Guarantor).Letters.Count);

        _world.Clock.Advance(World.HourMs);
        Assert.Equal(second, Assert.Single(_world.Fetch(_world.Guarantor).Letters).Letter.ToByteArray());
        _world.Deposit(_world.Guarantor);
        _world.Clock.Advance(25 * World.HourMs);
        Assert.Empty(_world.Fetch(_world.Guarantor).Letters);
        Assert.Equal((0, 0L), (_world.Box.Count, _world.Box.Bytes));
    }

    [Fact]
    public void What_expired_while_the_node_was_down_is_not_given()
    {
        _world.Deposit(_world.Guarantor);
        _world.Clock.Advance(25 * World.HourMs);
        _world.Restart();
        Assert.Equal(1, _world.Box.Count);
        Assert.Empty(_world.Fetch(_world.Guarantor).Letters);
        Assert.Equal(0, _world.Box.Count);
    }

    [Fact]
    public void An_emptied_address_is_forgotten_within_two_hours_and_leaves_nothing_behind()
    {
        _world.Deposit(_world.Guarantor);
        _world.Deposit(_world.Bidder);
        _world.Acknowledge(_world.Guarantor, ulong.MaxValue);
        _world.Clock.Advance(World.HourMs);
        _world.Deposit(new Owner(_world.Node, 3)); // there are two places, and one is free again
        Assert.DoesNotContain(RawStore.Bytes(_world.Store), entry => entry.AsSpan().IndexOf(_world.Guarantor.Address.ToArray()) >= 0);
        Assert.Contains(RawStore.Bytes(_world.Store), entry => entry.AsSpan().IndexOf(_world.Bidder.Address.ToArray()) >= 0);
    }

    [Fact]
    public void A_clock_that_goes_back_revives_nothing()
    {
        _world.Deposit(_world.Guarantor);
        _world.Clock.Advance(30 * World.HourMs);
        Assert.Empty(_world.Fetch(_world.Guarantor).Letters);
        _world.Clock.Advance(-30 * World.HourMs);
        _world.Deposit(_world.Guarantor);
        var letter = Assert.Single(_world.Fetch(_world.Guarantor).Letters);
        Assert.Equal((_world.Clock.NowMs / World.HourMs) + 30, letter.ArrivedHour);
    }
}
