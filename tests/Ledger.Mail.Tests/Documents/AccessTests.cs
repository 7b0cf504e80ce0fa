using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Tests.Documents;

/// <summary>Who may read, renew and delete; and that nobody else learns anything.</summary>
public sealed class AccessTests
{
    private readonly World _world = new();

    [Fact]
    public void There_is_none_and_not_for_you_and_not_yet_and_no_more_are_one_answer()
    {
        var there = _world.Paper();
        _world.Upload(_world.Bidder, there, leaseHours: 1);
        var begun = _world.Paper();
        _world.Send(_world.Bidder, begun, count: 1);
        var notForYou = _world.Read(there, new byte[32]).Refused;
        var notYet = _world.Read(begun).Refused;
        var never = _world.Read(_world.Paper()).Refused;
        _world.Clock.Advance(2 * World.HourMs);
        var noMore = _world.Read(there).Refused;
        Assert.Equal(RefusalCode.DocumentNotFound, never.Code);
        Assert.All([notForYou, notYet, noMore], refused => Assert.Equal(never, refused));
        Assert.Equal(RefusalCode.BadDocumentField, _world.Read(there, new byte[31]).Refused.Code);
    }

    [Fact]
    public void Two_who_upload_the_same_bytes_do_not_meet()
    {
        var mine = _world.Paper();
        var copy = mine with { Token = new byte[32] };
        _world.Upload(_world.Bidder, mine);
        Assert.Equal(0U, _world.Progress(_world.Other, copy));
        _world.Upload(_world.Other, copy);
        Assert.Equal(mine.Pieces, _world.Read(mine).Pieces);
        Assert.Equal(mine.Pieces, _world.Read(copy).Pieces);

        World.Done(_world.Store.Delete(_world.Other.Delete(_world.Challenge, copy)));
        Assert.Equal(RefusalCode.DocumentNotFound, _world.Read(copy).Refused.Code);
        Assert.Equal(mine.Pieces, _world.Read(mine).Pieces);
    }

    [Fact]
    public void Deleting_and_asking_for_progress_answer_alike_where_there_is_nothing()
    {
        var paper = _world.Paper();
        World.Done(_world.Store.Delete(_world.Bidder.Delete(_world.Challenge, paper)));
        Assert.Equal(0U, _world.Progress(_world.Bidder, paper));
        _world.Upload(_world.Bidder, paper);
        World.Done(_world.Store.Delete(_world.Other.Delete(_world.Challenge, paper)));
        Assert.Equal(0U, _world.Progress(_world.Other, paper));
        Assert.Equal(paper.Pieces, _world.Read(paper).Pieces);

        var delete = _world.Bidder.Delete(_world.Challenge, paper);
        World.Done(_world.Store.Delete(delete));
        Assert.Equal(RefusalCode.ChallengeUsed, _world.Store.Delete(delete).Code);
        Assert.Equal((0, 0L), (_world.Store.Count, _world.Store.Bytes));
        Assert.Empty(RawStore.Bytes(_world.Memory));
    }

    [Fact]
    public void A_lease_ends_with_its_hour_unless_its_uploader_renews()
    {
        var paper = _world.Paper();
        _world.Upload(_world.Bidder, paper, leaseHours: 2);
        _world.Clock.Advance(World.HourMs);
        World.Done(_world.Store.Renew(_world.Bidder.Renew(_world.Challenge, paper, 5), out _));
        _world.Restart();
        _world.Clock.Advance(4 * World.HourMs);
        Assert.Equal(paper.Pieces, _world.Read(paper).Pieces);
        _world.Clock.Advance(World.HourMs);
        Assert.Equal(RefusalCode.DocumentNotFound, _world.Read(paper).Refused.Code);
        Assert.Equal(RefusalCode.DocumentNotFound, _world.Store.Renew(_world.Bidder.Renew(_world.Challenge, paper, 5), out _).Code);
        Assert.Empty(RawStore.Bytes(_world.Memory));
    }

    [Fact]
    public void An_upload_that_nobody_completes_goes_after_a_day()
    {
        _world.Send(_world.Bidder, _world.Paper(), count: 1);
        _world.Clock.Advance(24 * World.HourMs);
        Assert.Equal(0U, _world.Progress(_world.Bidder, _world.Paper()));
        Assert.Equal((0, 0L), (_world.Store.Count, _world.Store.Bytes));
    }

    [Fact]
    public void A_document_that_goes_while_it_is_read_ends_the_reading()
    {
        var paper = _world.Paper();
        _world.Upload(_world.Bidder, paper);
        var request = new DownloadDocumentRequest
        {
            Address = ByteString.CopyFrom(paper.Address.ToArray()),
            ReadToken = ByteString.CopyFrom(paper.Token),
        };
        World.Done(_world.Store.Open(request, out var reading));
        World.Done(reading!.Next(out _));
        World.Done(_world.Store.Delete(_world.Bidder.Delete(_world.Challenge, paper)));
        Assert.Equal(RefusalCode.DocumentNotFound, reading.Next(out _).Code);
    }

    [Fact]
    public void The_store_holds_ciphertext_digests_and_hours()
    {
        var paper = _world.Paper();
        _world.Clock.Advance(1_234_567);
        _world.Upload(_world.Bidder, paper);
        var entries = RawStore.Bytes(_world.Memory);
        Assert.Equal([49, 65, 69, 65_536], entries.Select(entry => entry.Length).Distinct().Order());
        Assert.DoesNotContain(entries, entry => entry.AsSpan().IndexOf(paper.Token) >= 0);
        var seconds = BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((int)(_world.Clock.NowMs / 1000)));
        Assert.DoesNotContain(entries.Where(entry => entry.Length < 100), entry => entry.AsSpan().IndexOf(seconds) >= 0);
    }
}
