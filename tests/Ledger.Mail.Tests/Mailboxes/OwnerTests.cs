using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>Only the owner fetches and deletes, and no request counts twice.</summary>
public sealed class OwnerTests
{
    private readonly World _world = new();

    [Fact]
    public void A_replayed_request_is_refused_whatever_it_was()
    {
        _world.Deposit(_world.Guarantor);
        var fetch = _world.Guarantor.Fetch(_world.Challenge);
        World.Done(_world.Box.Fetch(fetch, out _));
        Assert.Equal(RefusalCode.ChallengeUsed, _world.Box.Fetch(fetch, out var again).Code);
        Assert.Null(again);

        var acknowledge = _world.Guarantor.Acknowledge(_world.Challenge, ulong.MaxValue);
        World.Done(_world.Box.Acknowledge(acknowledge, out _));
        _world.Deposit(_world.Guarantor);
        Assert.Equal(RefusalCode.ChallengeUsed, _world.Box.Acknowledge(acknowledge, out _).Code);
        Assert.Single(_world.Fetch(_world.Guarantor).Letters);
    }

    [Fact]
    public void The_next_challenge_comes_with_the_answer()
    {
        var page = _world.Fetch(_world.Guarantor);
        World.Done(_world.Box.Fetch(_world.Guarantor.Fetch(page.NextChallenge), out _));
    }

    public static TheoryData<string, RefusalCode> Forgeries => new()
    {
        { "no proof", RefusalCode.BadOwnerSignature },
        { "no signature", RefusalCode.BadOwnerSignature },
        { "signed for another's address", RefusalCode.BadOwnerSignature },
        { "another's key put in", RefusalCode.BadOwnerSignature },
        { "another position", RefusalCode.BadOwnerSignature },
        { "an acknowledgement as a fetch", RefusalCode.BadOwnerSignature },
        { "signed for another node", RefusalCode.BadOwnerSignature },
        { "signed for another chain", RefusalCode.BadOwnerSignature },
        { "a signature cut off", RefusalCode.BadOwnerSignature },
        { "a key cut off", RefusalCode.BadOwnerKey },
        { "a point that is none", RefusalCode.BadOwnerSignature },
        { "another algorithm", RefusalCode.BadOwnerKey },
        { "a challenge of nobody", RefusalCode.BadChallenge },
        { "a challenge cut off", RefusalCode.BadChallenge },
        { "a challenge with its time changed", RefusalCode.BadChallenge },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Nobody_else_fetches(string how, RefusalCode expected)
    {
        _world.Deposit(_world.Guarantor);
        var challenge = _world.Challenge;
        var request = how switch
        {
            "signed for another's address" => _world.Bidder.Fetch(challenge, address: _world.Guarantor.Address),
            "another position" => _world.Guarantor.Fetch(challenge, after: 5),
            "signed for another node" => _world.Guarantor.Fetch(challenge, at: _world.Node with { Id = _world.Node.ChainId }),
            "signed for another chain" => _world.Guarantor.Fetch(challenge, at: _world.Node with { ChainId = _world.Node.Id }),
            "an acknowledgement as a fetch" => new FetchRequest { Proof = _world.Guarantor.Acknowledge(challenge, 0).Proof },
            "a challenge of nobody" => _world.Guarantor.Fetch(ByteString.CopyFrom(new byte[challenge.Length])),
            "a challenge cut off" => _world.Guarantor.Fetch(ByteString.CopyFrom(challenge.Span[1..])),
            "a challenge with its time changed" =>
                _world.Guarantor.Fetch(ByteString.CopyFrom([.. challenge.Span[..7], (byte)(challenge[7] ^ 1), .. challenge.Span[8..]])),
            _ => _world.Guarantor.Fetch(challenge),
        };
        switch (how)
        {
            case "no proof": request.Proof = null; break;
            case "no signature": request.Proof.Signature = null; break;
            case "another's key put in": request.Proof.PublicKey = _world.Bidder.Fetch(challenge).Proof.PublicKey; break;
            case "another position": request.After = 0; break;
            case "a signature cut off": request.Proof.Signature.Value = ByteString.CopyFrom(request.Proof.Signature.Value.Span[1..]); break;
            case "a key cut off": request.Proof.PublicKey = ByteString.CopyFrom(request.Proof.PublicKey.Span[1..]); break;
            case "a point that is none": request.Proof.PublicKey = ByteString.CopyFrom([4, .. new byte[64]]); break;
            case "another algorithm": request.Proof.Signature.Algorithm = (uint)SignatureAlgorithm.EcdsaP256Sha256; break;
        }

        Assert.Equal(expected, _world.Box.Fetch(request, out var response).Code);
        Assert.Null(response);
    }

    [Fact]
    public void An_address_never_used_looks_like_an_empty_one()
    {
        _world.Deposit(_world.Guarantor);
        _world.Acknowledge(_world.Guarantor, ulong.MaxValue);
        var (emptied, never) = (_world.Fetch(_world.Guarantor), _world.Fetch(_world.Bidder));
        emptied.NextChallenge = never.NextChallenge;
        Assert.Equal(emptied, never);
        _world.Acknowledge(_world.Bidder, 17);
    }

    [Fact]
    public void A_challenge_grows_old_and_does_not_outlive_the_process()
    {
        var challenge = _world.Challenge;
        _world.Clock.Advance(60_001);
        Assert.Equal(RefusalCode.BadChallenge, _world.Box.Fetch(_world.Guarantor.Fetch(challenge), out _).Code);

        using var other = new ChallengeBook(_world.Clock, new ChallengeOptions());
        Assert.Equal(RefusalCode.BadChallenge, other.Check(_world.Challenge.Span).Code);
    }

    [Fact]
    public void Under_a_flood_of_used_challenges_the_oldest_die_and_none_lives_twice()
    {
        using var book = new ChallengeBook(_world.Clock, new ChallengeOptions { UsedMax = 10 });
        var used = new List<byte[]>();
        var early = book.Issue();
        for (var i = 0; i < 30; i++)
        {
            _world.Clock.Advance(10);
            used.Add(book.Issue());
            World.Done(book.Use(used[^1]));
        }

        Assert.All(used, challenge => Assert.True(book.Use(challenge).IsRefused));
        Assert.Equal(RefusalCode.BadChallenge, book.Use(early).Code);
        World.Done(book.Use(book.Issue()));
    }

    [Fact]
    public void The_international_suite_takes_its_own_keys_and_no_others()
    {
        var world = new World(suite: CryptoSuite.International);
        world.Deposit(world.Guarantor);
        Assert.Single(world.Fetch(world.Guarantor).Letters);
        var foreign = _world.Guarantor.Fetch(world.Challenge);
        Assert.Equal(RefusalCode.BadOwnerKey, world.Box.Fetch(foreign, out _).Code);
    }
}
