using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Storage;

namespace Ledger.Mail.Tests.Documents;

public sealed class LimitTests
{
    [Theory]
    [InlineData("documents")]
    [InlineData("uploads")]
    [InlineData("bytes")]
    public void Every_sum_is_bounded_and_counts_from_the_beginning(string which)
    {
        var options = new DocumentOptions { StampBits = World.Bits };
        var world = new World(which switch
        {
            "documents" => options with { DocumentsMax = 1 },
            "uploads" => options with { UploadsMax = 1 },
            _ => options with { BytesMax = 3 * DocumentPieces.Bytes },
        });
        var first = world.Paper();
        using var upload = world.Send(world.Bidder, first, count: 0);
        var second = world.Paper();
        Assert.Equal(RefusalCode.DocumentsFull, world.Store.Begin(world.Other.Header(world.Challenge, second), out _).Code);
        World.Done(world.Store.Delete(world.Bidder.Delete(world.Challenge, first)));
        world.Upload(world.Other, second);
    }

    [Fact]
    public void A_completed_document_is_no_upload_any_more()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, UploadsMax = 1 });
        world.Upload(world.Bidder, world.Paper());
        world.Upload(world.Bidder, world.Paper());
        world.Restart();
        world.Upload(world.Bidder, world.Paper());
    }

    [Fact]
    public void A_header_without_pieces_holds_nothing_once_its_connection_is_gone()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, UploadsMax = 1 });
        var (first, second) = (world.Paper(), world.Paper());
        world.Send(world.Bidder, first, count: 0).Dispose();
        Assert.Equal((0, 0L), (world.Store.Count, world.Store.Bytes));
        world.Upload(world.Other, second);
        world.Restart();
        Assert.Equal(1, world.Store.Count);
    }

    [Fact]
    public void What_is_left_of_uploads_gives_way_the_oldest_first_and_goes_on_while_nobody_needs_the_room()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, UploadsMax = 2 });
        var (oldest, younger, open, late) = (world.Paper(), world.Paper(), world.Paper(), world.Paper());
        world.Send(world.Bidder, oldest, count: 1).Dispose();
        world.Send(world.Bidder, younger, count: 1).Dispose();
        using var upload = world.Send(world.Other, open, count: 1);
        Assert.Equal(
            (0U, 1U, 1U),
            (world.Progress(world.Bidder, oldest), world.Progress(world.Bidder, younger), world.Progress(world.Other, open)));
        using var resumed = world.Send(world.Bidder, younger, from: 1, count: 0);
        // both have a connection
        Assert.Equal(RefusalCode.DocumentsFull, world.Store.Begin(world.Other.Header(world.Challenge, late), out _).Code);
        World.Done(resumed.Append(younger.Pieces[1]));
        World.Done(resumed.Finish(out _));
        world.Upload(world.Other, late);
        World.Done(upload.Append(open.Pieces[1]));
        World.Done(upload.Finish(out _));
    }

    [Fact]
    public void After_a_restart_what_is_left_of_uploads_gives_way_too()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, UploadsMax = 1, SyncPieces = 1 });
        world.Send(world.Bidder, world.Paper(), count: 1);
        world.Restart();
        Assert.Equal(1, world.Store.Count);
        world.Upload(world.Other, world.Paper());
    }

    [Fact]
    public void The_price_rises_with_what_is_held_and_a_stamp_of_before_is_refused()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, DocumentsMax = 4 });
        world.Upload(world.Bidder, world.Paper());
        world.Upload(world.Bidder, world.Paper());
        var late = world.Paper();
        var header = world.Bidder.Header(world.Challenge, late);
        Assert.Equal((uint)World.Bits, world.Store.Terms.StampBits);
        world.Upload(world.Other, world.Paper());
        Assert.Equal(World.Bits + 8U, world.Store.Terms.StampBits); // three of four places
        Assert.Equal(RefusalCode.BadStamp, world.Store.Begin(header, out _).Code);
        world.Upload(world.Bidder, late);
    }

    [Fact]
    public void On_a_full_disk_uploads_are_refused_by_name_and_go_on_when_there_is_room()
    {
        var world = new World();
        var paper = world.Paper();
        var upload = world.Send(world.Bidder, paper, count: 1);
        world.Disk.FreeBytes = 1_000_000;
        Assert.Equal(RefusalCode.MailDiskFull, upload.Append(paper.Pieces[1]).Code);
        Assert.Equal(1U, world.Progress(world.Bidder, paper));
        world.Disk.FreeBytes = 10_000_000;
        World.Done(upload.Append(paper.Pieces[1]));
        World.Done(upload.Finish(out _));

        world.Disk.FreeBytes = 0;
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
        World.Done(world.Store.Delete(world.Bidder.Delete(world.Challenge, paper)));
    }

    [Fact]
    public void A_failed_store_is_a_named_refusal_and_what_was_confirmed_stays()
    {
        var world = new World(store: new MemoryStore(new FailingDevice { From = 4 }));
        var paper = world.Paper();
        world.Upload(world.Bidder, paper); // two pieces, completion, sync: four writes
        var next = world.Paper();
        Assert.Equal(RefusalCode.MailUnavailable, world.Send(world.Bidder, next, count: 0).Append(next.Pieces[0]).Code);
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
        world.Restart();
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
    }

    [Fact]
    public void Sizes_are_few_and_rounded_up()
    {
        var sizes = Enumerable.Range(1, 1100).Select(count => (uint)count).Where(DocumentPieces.IsCount).ToList();
        Assert.Equal([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024], sizes);
        Assert.All(
            Enumerable.Range(1, 1024), count => Assert.Equal(sizes.First(size => size >= count), DocumentPieces.RoundUp((uint)count)));
        Assert.False(DocumentPieces.IsCount(0));
        Assert.Equal([0, 1, 1, 2, 10], new uint[] { 1, 2, 3, 4, 1024 }.Select(pieces => DocumentPieces.StampBits(0, pieces)));
    }

    [Fact]
    public void Options_say_every_error_at_once() => Assert.Equal(
        3, new DocumentOptions { StampBits = 31, PiecesMax = 2000, SyncPieces = 0 }.Problems().Count);

    private sealed class FailingDevice : IStoreFaults
    {
        internal required long From { get; init; }

        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable) =>
            writeNumber < From ? StoreFault.None : throw new StorageException(StorageError.Device, "The test says so.");
    }
}
