using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Storage;

namespace Ledger.DocumentStore.Tests;

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
        world.Send(world.Bidder, first, count: 0);
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
        world.Upload(world.Bidder, paper); // entry, two pieces, completion: four writes
        Assert.Equal(RefusalCode.MailUnavailable, world.Store.Begin(world.Bidder.Header(world.Challenge, world.Paper()), out _).Code);
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
        world.Restart();
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
    }

    [Fact]
    public void Sizes_are_few_and_rounded_up()
    {
        var sizes = Enumerable.Range(1, 1100).Select(count => (uint)count).Where(DocumentPieces.IsCount).ToList();
        Assert.Equal([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024], sizes);
        Assert.All(Enumerable.Range(1, 1024), count => Assert.Equal(sizes.First(size => size >= count), DocumentPieces.RoundUp((uint)count)));
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
