using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Mailboxes;

public sealed class LimitTests
{
    [Fact]
    public void A_flood_fills_one_address_and_no_other_and_its_owner_makes_room()
    {
        var world = new World(new MailboxOptions { StampBits = 0, AddressLettersMax = 3 });
        for (var i = 0; i < 3; i++)
        {
            world.Deposit(world.Guarantor);
        }

        var late = world.Letter();
        Assert.Equal(RefusalCode.MailboxFull, world.Deposit(world.Guarantor, late, out var none).Code);
        Assert.Null(none);
        world.Deposit(world.Bidder);

        world.Acknowledge(world.Guarantor, world.Fetch(world.Guarantor).Letters[0].Sequence);
        World.Done(world.Deposit(world.Guarantor, late, out _));
    }

    [Theory]
    [InlineData("address bytes", RefusalCode.MailboxFull)]
    [InlineData("letters", RefusalCode.MailboxesFull)]
    [InlineData("bytes", RefusalCode.MailboxesFull)]
    [InlineData("addresses", RefusalCode.MailboxesFull)]
    public void Every_sum_is_bounded(string which, RefusalCode expected)
    {
        var options = new MailboxOptions { StampBits = 0, PublishedPercent = 0 };
        var world = new World(which switch
        {
            "address bytes" => options with { AddressBytesMax = Letters.BytesMax },
            "letters" => options with { LettersMax = 1 },
            "bytes" => options with { BytesMax = Letters.BytesMax },
            _ => options with { AddressesMax = 1 },
        });
        var first = world.Letter(Letters.BytesMax);
        World.Done(world.Deposit(world.Guarantor, first, out _));
        Assert.Equal(expected, world.Deposit(which == "address bytes" ? world.Guarantor : world.Bidder, world.Letter(), out _).Code);
        World.Done(world.Deposit(world.Guarantor, first, out _)); // what is there takes no more room
    }

    [Fact]
    public void On_a_full_disk_letters_are_refused_by_name_and_fetched_and_deleted_all_the_same()
    {
        var world = new World();
        world.Deposit(world.Guarantor);
        world.Disk.FreeBytes = 1_000_000;
        Assert.Equal(RefusalCode.MailDiskFull, world.Deposit(world.Guarantor, world.Letter(), out _).Code);

        world.Acknowledge(world.Guarantor, Assert.Single(world.Fetch(world.Guarantor).Letters).Sequence);
        world.Disk.FreeBytes = 10_000_000;
        world.Deposit(world.Guarantor);
    }

    [Fact]
    public void Addresses_made_to_fall_into_one_bucket_do_not()
    {
        var made = Enumerable.Range(0, 1_000).Select(i => new Digest([.. new byte[8], .. BitConverter.GetBytes(i), .. new byte[20]]))
            .ToList();
        Assert.Single(made.Select(address => address.GetHashCode()).Distinct());
        Assert.InRange(made.Select(UntrustedDigestComparer.Instance.GetHashCode).Distinct().Count(), 990, 1_000);
    }

    [Fact]
    public void Options_say_every_error_at_once()
    {
        var problems = new MailboxOptions { StampBits = 37, KeptHours = 0, KeptHoursUnfetched = 1, PageBytesMax = 1 }.Problems();
        Assert.Equal(3, problems.Count);
        Assert.Throws<ArgumentException>(() => new World(new MailboxOptions { KeptHours = 0 }));
        Assert.Empty(new MailboxOptions().Problems());
    }
}
