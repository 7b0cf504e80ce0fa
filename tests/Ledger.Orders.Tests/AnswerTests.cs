using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>A refused letter of a party ends in one answer; an answer in none; and what proves no party gets none.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("another letter under a known number", OrderRefusal.ConflictingLetter)]
    [InlineData("a letter that follows nothing", OrderRefusal.BrokenThread)]
    public async Task A_letter_outside_its_chain_is_answered_once(string what, OrderRefusal expected)
    {
        var id = await _world.ApplyAsync();
        var letter = Cancellation(id);
        if (what.StartsWith("another", StringComparison.Ordinal))
        {
            (letter.Sequence, letter.Previous) = (1, Zeros);
        }
        else
        {
            letter.Previous = ByteString.CopyFrom(World.Digest(5));
        }

        _world.Sign(letter, _world.Bidder);
        for (var copy = 0; copy < 3; copy++)
        {
            _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
            Assert.Equal(expected, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        }

        var answer = Assert.Single(Replies(id)).LetterRefused;
        Assert.Equal(expected.ToString(), answer.Rule);
        Assert.Equal(_world.DigestOf(letter).ToArray(), answer.Letter);
        Assert.Equal((uint)OrderState.Submitted, answer.State);
    }

    [Fact]
    public async Task A_stranger_makes_no_desk_write()
    {
        var id = await _world.ApplyAsync();
        var letter = Cancellation(id);
        _world.Sign(letter, _world.Rival);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        letter.Signature.Value = ByteString.CopyFrom(new byte[64]);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        _world.Mail.Leave(_world.Card.Mailbox, [1, 2, 3]);
        Assert.All(await _world.Desk.ReceiveAsync(), outcome => Assert.Equal(LetterFate.Refused, outcome.Kind));
        Assert.Empty(Replies(id));
    }

    [Theory]
    [InlineData("of a letter that was never written")]
    [InlineData("of a letter that was acted on")]
    public async Task A_false_claim_of_a_broken_thread_changes_nothing_and_is_not_answered(string what)
    {
        var id = await _world.IssueAsync();
        var contract = OrderLetter.Parser.ParseFrom(_world.Mail.Deposited.Last(bytes => ContentOf(bytes).ContractSigned is not null));
        var claim = new LetterRefused
        {
            Letter = what.EndsWith("acted on", StringComparison.Ordinal)
                ? ByteString.CopyFrom(_world.DigestOf(contract).ToArray())
                : ByteString.CopyFrom(World.Digest(9)),
            Rule = nameof(OrderRefusal.BrokenThread),
            Detail = "gone",
        };
        var sent = _world.Mail.Deposited.Count;
        var letter = _world.NextOf(_world.Guarantor.Participant, id, new OrderContent { LetterRefused = claim });
        _world.Mail.Leave(_world.Desk.Show(id).Application!.Reply, letter.ToByteArray());
        Assert.Equal(LetterFate.Refused, Assert.Single(await _world.Orders.ReceiveAsync()).Kind);
        Assert.Equal(sent, _world.Mail.Deposited.Count);
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Empty(_world.Orders.BrokenBy(id));
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id)); // and the order goes on
    }

    [Fact]
    public async Task Who_writes_beside_another_folder_is_told_and_starts_again()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        using (var other = _world.CopyBidder("copy"))
        {
            await other.CancelAsync(id);
        }

        await _world.Desk.ReceiveAsync();
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        await _world.Desk.ReceiveAsync();
        await _world.Orders.ReceiveAsync();
        Assert.StartsWith(nameof(OrderRefusal.ConflictingLetter), _world.Orders.BrokenBy(id), StringComparison.Ordinal);
        Assert.Equal(new OrderTurn(OrderSide.Bidder, OrderDuty.StartAgain), _world.Orders.TurnOf(id));
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.CancelAsync(id));
        Assert.Equal(OrderRefusal.BrokenThread, error.Code);

        var again = await _world.ApplyAsync();
        Assert.NotEqual(id, again);
        Assert.Equal(OrderState.Submitted, _world.Desk.Show(again).State);
    }

    [Fact]
    public async Task A_desk_closes_an_order_whose_thread_broke_and_the_bidder_starts_again()
    {
        var id = await _world.QueueAsync();
        using (var other = _world.CopyBidder("copy"))
        {
            await other.CancelAsync(id);
        }

        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.Cancelled, _world.Desk.Show(id).State);
        await _world.Desk.CloseAsync(id, ["两台电脑同时办理，请重新申请"]);
        Assert.Equal(0, (await _world.Desk.ExposureAsync()).TotalFen);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Rejected, _world.Orders.Show(id).State); // though it knew of no cancellation
        Assert.Equal(["两台电脑同时办理，请重新申请"], _world.Orders.Show(id).Reasons);
        Assert.NotEqual(id, await _world.ApplyAsync());
    }

    [Fact]
    public async Task An_application_that_a_wrong_card_led_to_another_guarantor_is_answered_by_it()
    {
        var other = _world.Seed.Guarantors[1].Participant;
        _world.Register(other, Role.Guarantor);
        await _world.Orders.ApplyAsync(_world.Request());
        var id = Convert.ToHexStringLower(Assert.Single(_world.Orders.List()).OrderId.Span);
        var reply = ContentOf(_world.Mail.Deposited[0]).Application.Reply;
        var letter = _world.NextOf(
            other, id, new OrderContent { Rejected = new OrderRejected { Reasons = { "NotTheParty: not to this desk" } } });
        _world.Mail.Leave(reply, letter.ToByteArray());
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Orders.ReceiveAsync()).Kind);
        Assert.Equal(OrderState.Rejected, _world.Orders.Show(id).State);
    }

    [Fact]
    public async Task Both_sides_say_whose_turn_it_is()
    {
        var id = await _world.ApplyAsync();
        AssertTurn(id, OrderSide.Guarantor, OrderDuty.Decide);
        await _world.Desk.AskAsync(id, ["请补充营业执照"]);
        await _world.Orders.ReceiveAsync();
        AssertTurn(id, OrderSide.Bidder, OrderDuty.BringMaterials);
        await _world.Orders.ProvideMaterialsAsync(id, [], "已补充");
        await _world.Desk.ReceiveAsync();
        AssertTurn(id, OrderSide.Guarantor, OrderDuty.Decide);
        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        AssertTurn(id, OrderSide.Bidder, OrderDuty.Pay);
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Desk.ReceiveAsync();
        AssertTurn(id, OrderSide.Bidder, OrderDuty.SignContract);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        await _world.Desk.ReceiveAsync();
        AssertTurn(id, OrderSide.Guarantor, OrderDuty.Issue);
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        AssertTurn(id, null, OrderDuty.Nothing);
    }

    [Fact]
    public async Task What_a_bidder_does_not_find_on_the_chain_is_said_to_its_guarantor_and_by_it_again()
    {
        var id = await _world.QueueAsync();
        await _world.Batcher.SendNowAsync();
        var hidden = _world.Chain.Guarantees.ToDictionary(StringComparer.Ordinal);
        _world.Chain.Guarantees.Clear(); // the bidder's node is behind
        Assert.Equal(OrderRefusal.NotOnChain, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
        await _world.Desk.ReceiveAsync();
        Assert.Equal(new OrderTurn(OrderSide.Guarantor, OrderDuty.Repair), _world.Desk.TurnOf(id));
        Assert.Equal(OrderState.IssuedSealed, _world.Desk.Show(id).State);
        _world.Restart();
        Assert.True(_world.Desk.Show(id).IsDisputed);

        hidden.ToList().ForEach(record => _world.Chain.Guarantees[record.Key] = record.Value);
        Assert.Equal(1, await _world.Desk.RepairAsync(id));
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        AssertTurn(id, null, OrderDuty.Nothing);
    }

    [Fact]
    public async Task A_letter_that_nobody_answers_is_sent_again_once_a_day_and_so_is_the_lost_answer()
    {
        var id = await _world.QueueAsync();
        await _world.Batcher.SendNowAsync();
        _world.Mail.Intercept(_world.Desk.Show(id).Application!.Reply); // a node loses the guarantee's letter
        await _world.Orders.ReceiveAsync();
        var sent = _world.Mail.Deposited.Count;
        _world.Clock.Now += TimeSpan.FromHours(25);
        for (var look = 0; look < 3; look++)
        {
            await _world.Orders.ReceiveAsync();
            await _world.Desk.ReceiveAsync();
        }

        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.InRange(_world.Mail.Deposited.Count - sent, 2, 5);
    }

    private void AssertTurn(string id, OrderSide? side, OrderDuty duty)
    {
        Assert.Equal(new OrderTurn(side, duty), _world.Orders.TurnOf(id));
        Assert.Equal(new OrderTurn(side, duty), _world.Desk.TurnOf(id));
    }

    private OrderLetter Cancellation(string id) =>
        _world.NextOf(_world.Bidder, id, new OrderContent { Cancelled = new OrderCancelled() });

    private List<OrderContent> Replies(string id) =>
        [.. _world.Mail.Intercept(_world.Desk.Show(id).Application!.Reply).Select(ContentOf)];

    private static OrderContent ContentOf(byte[] letter) =>
        OrderContent.Parser.ParseFrom(OrderLetter.Parser.ParseFrom(letter).Content);

    private static ByteString Zeros => ByteString.CopyFrom(new byte[32]);
}
