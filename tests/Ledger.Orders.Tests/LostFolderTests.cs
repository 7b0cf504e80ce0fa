using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Folder and words are lost: the guarantor gives the orders back to a certificate of the same code.</summary>
public sealed class LostFolderTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_guarantor_gives_the_thread_back_and_the_order_goes_on()
    {
        var id = await _world.QueueAsync();
        using var found = _world.OpenBidder("new PC");
        await found.RequestRecoveryAsync(_world.Card.Uscc);
        await _world.Desk.ReceiveAsync();
        Assert.Contains(await found.ReceiveAsync(), outcome => outcome is { Step: OrderStep.CopyLetter, Kind: LetterFate.Taken });
        Assert.Equal(OrderState.AwaitIssue, found.Show(id).State);
        Assert.Equal(World.Section, found.SectionOf(id));

        await _world.Batcher.SendNowAsync();
        await found.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, found.Show(id).State);
        Assert.Single(found.Openings(id));
        await found.RequestSurrenderAsync(id, _world.Attest(found.Show(id).GuaranteeId));
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        Assert.Equal(id, Convert.ToHexStringLower((await found.ApplyAsync(_world.Request())).OrderId.Span)); // it is that order still
    }

    [Fact]
    public async Task A_blind_order_comes_back_without_its_section()
    {
        var id = await _world.QueueAsync(blind: true);
        using var found = _world.OpenBidder("new PC");
        await found.RequestRecoveryAsync(_world.Card.Uscc);
        await _world.Desk.ReceiveAsync();
        await found.ReceiveAsync();
        await _world.Batcher.SendNowAsync();
        await found.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, found.Show(id).State);
        var error = await Assert.ThrowsAsync<OrderException>(
            () => found.RequestChangeAsync(id, ChangeKind.Amount, 50_000_000, null));
        Assert.Equal(OrderRefusal.SectionNotAnnounced, error.Code);
    }

    [Fact]
    public async Task Another_bidder_gets_nothing_of_it_and_one_request_is_answered_once()
    {
        await _world.QueueAsync();
        using var rival = _world.OpenSecondBidder(_world.Rival);
        await rival.RequestRecoveryAsync(_world.Card.Uscc);
        var request = Assert.Single(_world.Mail.Intercept(_world.Card.Mailbox));
        for (var copy = 0; copy < 2; copy++)
        {
            _world.Mail.Leave(_world.Card.Mailbox, request);
        }

        var outcomes = await _world.Desk.ReceiveAsync();
        Assert.Equal([LetterFate.Taken, LetterFate.Repeated], outcomes.Select(outcome => outcome.Kind));
        await rival.ReceiveAsync();
        Assert.Empty(rival.List());
    }

    [Theory]
    [InlineData("signed by another guarantor", OrderRefusal.NotTheParty)]
    [InlineData("that nobody asked for", OrderRefusal.UnknownOrder)]
    [InlineData("with a letter left out", OrderRefusal.BrokenThread)]
    public async Task A_false_copy_makes_no_order(string what, OrderRefusal expected)
    {
        await _world.QueueAsync();
        using var found = _world.OpenBidder("new PC");
        await found.RequestRecoveryAsync(_world.Card.Uscc);
        await _world.Desk.ReceiveAsync();
        var reply = OrderContent.Parser.ParseFrom(
            OrderLetter.Parser.ParseFrom(_world.Mail.Deposited.Last(bytes => ContentOf(bytes).RecoveryRequested is not null)).Content)
            .RecoveryRequested.Reply;
        foreach (var bytes in _world.Mail.Intercept(reply))
        {
            var letter = OrderLetter.Parser.ParseFrom(bytes);
            var content = OrderContent.Parser.ParseFrom(letter.Content);
            var signer = _world.Guarantor.Participant;
            switch (what)
            {
                case "signed by another guarantor":
                    signer = _world.Rival;
                    break;
                case "that nobody asked for":
                    content.LetterCopied.RequestDigest = ByteString.CopyFrom(World.Digest(1));
                    break;
                default:
                    if (content.LetterCopied.Place == 1)
                    {
                        continue;
                    }

                    (content.LetterCopied.Letters, content.LetterCopied.Place) = (
                        content.LetterCopied.Letters - 1, content.LetterCopied.Place - 1);
                    break;
            }

            letter.Content = content.ToByteString();
            _world.Sign(letter, signer);
            _world.Mail.Leave(reply, letter.ToByteArray());
        }

        var outcomes = await found.ReceiveAsync();
        Assert.Contains(outcomes, outcome => outcome.Refused.Code == expected);
        Assert.Empty(found.List());
    }

    private static OrderContent ContentOf(byte[] letter) =>
        OrderContent.Parser.ParseFrom(OrderLetter.Parser.ParseFrom(letter).Content);
}
