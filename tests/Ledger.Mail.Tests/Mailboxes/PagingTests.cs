using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Mailboxes;

public sealed class PagingTests
{
    [Fact]
    public void Pages_go_on_where_the_last_ended_and_nothing_comes_twice()
    {
        var world = new World(new MailboxOptions { StampBits = World.Bits, PageLettersMax = 3 });
        var letters = Enumerable.Range(0, 8).Select(_ => world.Deposit(world.Guarantor)).ToList();
        var read = new List<byte[]>();
        ulong after = 0;
        for (var more = true; more;)
        {
            var page = world.Fetch(world.Guarantor, after);
            Assert.InRange(page.Letters.Count, 1, 3);
            read.AddRange(page.Letters.Select(letter => letter.Letter.ToByteArray()));
            (after, more) = (page.Letters[^1].Sequence, page.More);
        }

        Assert.Equal(letters, read);
        Assert.Empty(world.Fetch(world.Guarantor, after).Letters);
        Assert.Single(world.Fetch(world.Guarantor, max: 1).Letters);
        Assert.Empty(world.Fetch(world.Guarantor, ulong.MaxValue).Letters);
        Assert.Equal(RefusalCode.BadMailboxField, world.Box.Fetch(world.Guarantor.Fetch(world.Challenge, max: 4), out _).Code);
    }

    [Fact]
    public void A_page_is_bounded_in_bytes_too()
    {
        var world = new World(new MailboxOptions { StampBits = 0, PageBytesMax = 2 * Letters.BytesMax });
        for (var i = 0; i < 5; i++)
        {
            world.Deposit(world.Guarantor, Letters.BytesMax);
        }

        var page = world.Fetch(world.Guarantor);
        Assert.Equal(2, page.Letters.Count);
        Assert.True(page.More);
    }

    [Fact]
    public void Sequence_numbers_never_come_again_however_often_the_box_is_emptied_and_forgotten()
    {
        var world = new World();
        ulong last = 0;
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                world.Deposit(world.Guarantor);
            }

            var page = world.Fetch(world.Guarantor, last);
            Assert.Equal(3, page.Letters.Count);
            last = page.Letters[^1].Sequence;
            world.Acknowledge(world.Guarantor, last);
            world.Clock.Advance(round % 2 == 0 ? 60_000 : 3 * World.HourMs);
            world.Restart();
        }
    }
}
