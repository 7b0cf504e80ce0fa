using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Tests.Documents;

/// <summary>Uploads of a piece a call: as good as streams, and held to the same.</summary>
public sealed class PieceTests
{
    private readonly World _world = new();

    [Fact]
    public void Pieces_one_by_one_make_a_document_and_the_last_brings_the_receipt()
    {
        var paper = _world.Paper(4);
        var challenge = _world.Challenge;
        for (var number = 0U; number < 4; number++)
        {
            World.Done(_world.Store.Put(Request(_world.Bidder, paper, number, challenge), out var answer));
            Assert.Equal((number + 1, number == 3), (answer!.Pieces, answer.Receipt is not null));
            challenge = answer.NextChallenge;
            if (answer.Receipt is { } receipt)
            {
                var body = DocumentReceiptBody.TryRead(receipt.Body.Span)!;
                Assert.Equal((paper.Address, 4U, _world.Node.Id), (body.Address, body.Pieces, body.Node));
            }
        }

        Assert.Equal(paper.Pieces, _world.Read(paper).Pieces);
    }

    [Fact]
    public void A_stream_and_pieces_go_on_with_each_other_after_a_crash_too()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, SyncPieces = 1 });
        var paper = world.Paper(3);
        World.Done(world.Store.Put(Request(world.Bidder, paper, 0, world.Challenge), out _));
        world.Restart();
        world.Send(world.Bidder, paper, from: 1, count: 1).Dispose();
        Assert.Equal(2U, world.Progress(world.Bidder, paper));
        World.Done(world.Store.Put(Request(world.Bidder, paper, 2, world.Challenge), out var last));
        Assert.NotNull(last!.Receipt);
    }

    [Fact]
    public void Whose_answer_was_lost_has_the_receipt_again_for_nothing_behind_the_last()
    {
        var paper = _world.Paper();
        _world.Upload(_world.Bidder, paper);
        World.Done(_world.Store.Put(Request(_world.Bidder, paper, 2, _world.Challenge, piece: []), out var again));
        Assert.Equal((2U, true), (again!.Pieces, again.Receipt is not null));
        Refused(RefusalCode.UploadOutOfStep, Request(_world.Bidder, paper, 2, _world.Challenge, paper.Pieces[0]));
    }

    public static TheoryData<string, RefusalCode> Spoilt => new()
    {
        { "no header", RefusalCode.BadDocumentField },
        { "empty", RefusalCode.BadDocumentSize },
        { "short", RefusalCode.BadDocumentSize },
        { "long", RefusalCode.BadDocumentSize },
        { "the second first", RefusalCode.UploadOutOfStep },
        { "beyond the last", RefusalCode.UploadOutOfStep },
        { "another's proof", RefusalCode.BadOwnerSignature },
        { "another number than is signed", RefusalCode.BadOwnerSignature },
        { "a challenge of before", RefusalCode.ChallengeUsed },
        { "long lease", RefusalCode.LeaseTooLong },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_piece_is_refused_by_name_and_leaves_nothing(string how, RefusalCode expected)
    {
        var paper = _world.Paper();
        var number = how switch { "the second first" => 1U, "beyond the last" => 3U, _ => 0U };
        var request = Request(_world.Bidder, paper, number, _world.Challenge);
        switch (how)
        {
            case "no header": request.Header = null; break;
            case "empty": request.Piece = ByteString.Empty; break;
            case "short": request.Piece = ByteString.CopyFrom(paper.Pieces[0].AsSpan(1)); break;
            case "long": request.Piece = ByteString.CopyFrom([.. paper.Pieces[0], 0]); break;
            case "another's proof": // over another lease: with the same stamp by chance it would be the other's own upload
                request.Header.Proof = _world.Other.Header(_world.Challenge, paper, leaseHours: 47).Proof;
                break;
            case "another number than is signed": request.Header.FromPiece = 1; break;
            case "a challenge of before":
                var other = _world.Paper();
                World.Done(_world.Store.Put(Request(_world.Bidder, other, 0, request.Header.Proof.Challenge), out _));
                World.Done(_world.Store.Delete(_world.Bidder.Delete(_world.Challenge, other)));
                break;
            case "long lease": request.Header.LeaseHours = 1_000_000; break;
        }

        Refused(expected, request);
        Assert.Equal((0, 0L), (_world.Store.Count, _world.Store.Bytes));
    }

    [Fact]
    public void Pieces_that_are_not_what_the_address_says_are_dropped()
    {
        var paper = _world.Paper();
        World.Done(_world.Store.Put(Request(_world.Bidder, paper, 0, _world.Challenge), out _));
        Refused(RefusalCode.DocumentDigest, Request(_world.Bidder, paper, 1, _world.Challenge, paper.Pieces[0]));
        Assert.Equal((0, 0L), (_world.Store.Count, _world.Store.Bytes));
    }

    [Fact]
    public void Between_two_pieces_an_upload_gives_way_to_who_needs_the_room_and_not_while_nobody_does()
    {
        var world = new World(new DocumentOptions { StampBits = World.Bits, UploadsMax = 1 });
        var (paper, other) = (world.Paper(), world.Paper());
        World.Done(world.Store.Put(Request(world.Bidder, paper, 0, world.Challenge), out _));
        Assert.Equal(1U, world.Progress(world.Bidder, paper));
        World.Done(world.Store.Put(Request(world.Other, other, 0, world.Challenge), out _));
        Assert.Equal(0U, world.Progress(world.Bidder, paper));
        Assert.Equal(RefusalCode.UploadOutOfStep, world.Store.Put(Request(world.Bidder, paper, 1, world.Challenge), out _).Code);
    }

    private void Refused(RefusalCode expected, UploadPieceRequest request)
    {
        Assert.Equal(expected, _world.Store.Put(request, out var answer).Code);
        Assert.Null(answer);
    }

    private static UploadPieceRequest Request(
        Uploader uploader, Paper paper, uint number, ByteString challenge, byte[]? piece = null) => new()
        {
            Header = uploader.Header(challenge, paper, number),
            Piece = ByteString.CopyFrom(piece ?? paper.Pieces[(int)Math.Min(number, (uint)paper.Pieces.Count - 1)]),
        };
}
