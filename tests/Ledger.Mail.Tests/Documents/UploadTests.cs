using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Documents;

public sealed class UploadTests
{
    private readonly World _world = new();

    [Fact]
    public void A_document_comes_back_whole_and_by_range()
    {
        var paper = _world.Paper(4);
        var body = DocumentReceiptBody.TryRead(_world.Upload(_world.Bidder, paper).Body.Span)!;
        Assert.Equal((paper.Address, 4U, _world.Node.Id, _world.Clock.NowMs), (body.Address, body.Pieces, body.Node, body.Time));
        Assert.Equal((_world.Clock.NowMs / World.HourMs * World.HourMs) + (48 * World.HourMs), body.LeasedUntil);
        Assert.Equal(paper.Pieces, _world.Read(paper).Pieces);
        Assert.Equal(paper.Pieces.Skip(1).Take(2), _world.Read(paper, from: 1, count: 2).Pieces);
        Assert.Equal(paper.Pieces.Skip(3), _world.Read(paper, from: 3, count: uint.MaxValue).Pieces);
        Assert.Empty(_world.Read(paper, from: 4).Pieces);
        Assert.Equal(RefusalCode.DocumentNotFound, _world.Read(paper, from: 5).Refused.Code);
    }

    [Fact]
    public void An_upload_goes_on_after_a_crash_from_what_was_durable()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, SyncPieces = 2 });
        var paper = world.Paper(8);
        world.Send(world.Bidder, paper, count: 5);
        Assert.Equal(5U, world.Progress(world.Bidder, paper));
        world.Restart();
        Assert.Equal(4U, world.Progress(world.Bidder, paper));
        Assert.Equal(RefusalCode.DocumentNotFound, world.Read(paper).Refused.Code);
        World.Done(world.Send(world.Bidder, paper, from: 4).Finish(out _));
        world.Restart();
        Assert.Equal(paper.Pieces, world.Read(paper).Pieces);
        Assert.Equal(8U, world.Progress(world.Bidder, paper));
    }

    [Fact]
    public void What_is_complete_gives_a_receipt_again_and_takes_nothing_more()
    {
        var paper = _world.Paper();
        _world.Upload(_world.Bidder, paper);
        var upload = _world.Send(_world.Bidder, paper, from: 2);
        Assert.Equal(RefusalCode.UploadOutOfStep, upload.Append(paper.Pieces[0]).Code);
        World.Done(upload.Finish(out var again));
        Assert.NotNull(again);
        Assert.Equal(RefusalCode.UploadOutOfStep, _world.Store.Begin(_world.Bidder.Header(_world.Challenge, paper), out _).Code);
    }

    [Fact]
    public void Pieces_that_are_not_what_the_address_says_are_dropped()
    {
        var paper = _world.Paper();
        var upload = _world.Send(_world.Bidder, paper, count: 1);
        World.Done(upload.Append(_world.Paper().Pieces[0]));
        Assert.Equal(RefusalCode.DocumentDigest, upload.Finish(out var receipt).Code);
        Assert.Null(receipt);
        Assert.Equal((0, 0L), (_world.Store.Count, _world.Store.Bytes));
        _world.Upload(_world.Bidder, paper);
    }

    [Fact]
    public void An_upload_that_ends_early_is_no_document()
    {
        var paper = _world.Paper();
        Assert.Equal(RefusalCode.UploadOutOfStep, _world.Send(_world.Bidder, paper, count: 1).Finish(out _).Code);
        Assert.Equal(RefusalCode.BadDocumentSize, _world.Send(_world.Bidder, paper, from: 1, count: 0).Append(new byte[5]).Code);
        Assert.Equal(RefusalCode.DocumentNotFound, _world.Read(paper).Refused.Code);
    }

    public static TheoryData<string, RefusalCode> Spoilt => new()
    {
        { "no pieces", RefusalCode.BadDocumentSize },
        { "five pieces", RefusalCode.BadDocumentSize },
        { "too many pieces", RefusalCode.BadDocumentSize },
        { "short commitment", RefusalCode.BadDocumentField },
        { "short address", RefusalCode.BadDocumentField },
        { "no lease", RefusalCode.BadDocumentField },
        { "long lease", RefusalCode.LeaseTooLong },
        { "no proof", RefusalCode.BadOwnerSignature },
        { "another's proof", RefusalCode.BadOwnerSignature },
        { "another commitment", RefusalCode.BadOwnerSignature },
        { "another stamp", RefusalCode.BadOwnerSignature },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_header_is_refused_by_name(string how, RefusalCode expected)
    {
        var paper = _world.Paper();
        var header = _world.Bidder.Header(_world.Challenge, paper, spoil: header =>
        {
            switch (how)
            {
                case "no pieces": header.Pieces = 0; break;
                case "five pieces": header.Pieces = 5; break;
                case "too many pieces": header.Pieces = 2048; break;
                case "short commitment": header.ReadCommitment = ByteString.CopyFrom(new byte[31]); break;
                case "short address": header.Address = ByteString.CopyFrom(new byte[31]); break;
                case "no lease": header.LeaseHours = 0; break;
                case "long lease": header.LeaseHours = 1_000_000; break;
                case "no proof": header.Proof = null; break;
                case "another's proof": header.Proof = _world.Other.Header(_world.Challenge, _world.Paper()).Proof; break;
                case "another commitment": header.ReadCommitment = ByteString.CopyFrom(new byte[32]); break;
                case "another stamp": header.Stamp++; break;
            }
        });
        Assert.Equal(expected, _world.Store.Begin(header, out var upload).Code);
        Assert.Null(upload);
        Assert.Equal(0, _world.Store.Count);
    }

    [Fact]
    public void A_header_replayed_is_refused_and_a_stamp_is_for_one_uploader()
    {
        var paper = _world.Paper();
        var header = _world.Bidder.Header(_world.Challenge, paper);
        World.Done(_world.Store.Begin(header, out _));
        Assert.Equal(RefusalCode.ChallengeUsed, _world.Store.Begin(header, out _).Code);

        var costly = new World(new DocumentOptions { StampBits = 12 });
        var subject = Stamps.Subject(
            costly.Node.Hasher, costly.Node.ChainId, costly.Store.Terms.StampEpoch.Span, paper.Address, costly.Bidder.Id);
        var cheap = costly.Bidder.Header(costly.Challenge, paper, spoil: spoilt => spoilt.Stamp = 0, resign: true);
        Assert.False(Stamps.IsGood(costly.Node.Hasher, subject, cheap.Stamp, 13), "the chance of one in 8,192");
        Assert.Equal(RefusalCode.BadStamp, costly.Store.Begin(cheap, out _).Code);
    }
}
