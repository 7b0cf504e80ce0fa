using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Letters from outside are hostile: forged, repeated, swapped, out of order, by the wrong hand.</summary>
public sealed class LetterTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string, OrderRefusal> Forgeries => new()
    {
        { "content", OrderRefusal.BadSignature },
        { "sequence", OrderRefusal.BadSignature },
        { "previous", OrderRefusal.BadSignature },
        { "answers", OrderRefusal.BadSignature },
        { "order", OrderRefusal.BadSignature },
        { "signature", OrderRefusal.BadSignature },
        { "algorithm", OrderRefusal.BadSignature },
        { "unregistered certificate", OrderRefusal.BadCertificate },
        { "certificate of another", OrderRefusal.BadSignature },
        { "signed by another", OrderRefusal.NotTheParty },
        { "trailing byte", OrderRefusal.MalformedLetter },
        { "unknown field", OrderRefusal.MalformedLetter },
        { "no content", OrderRefusal.MalformedLetter },
        { "short id", OrderRefusal.MalformedLetter },
        { "nothing", OrderRefusal.MalformedLetter },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_letter_is_refused_by_name_and_leaves_nothing(string what, OrderRefusal expected)
    {
        await _world.Orders.ApplyAsync(_world.Request());
        var letter = Assert.Single(_world.Mail.Intercept(_world.Card.Mailbox));
        _world.Mail.Leave(_world.Card.Mailbox, Forge(letter, what));
        Assert.Equal(expected, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        Assert.Empty(_world.Desk.List());

        _world.Mail.Leave(_world.Card.Mailbox, letter);
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
    }

    [Fact]
    public async Task A_letter_that_comes_again_changes_nothing()
    {
        var id = await _world.QueueAsync();
        foreach (var letter in _world.Mail.Deposited.ToList())
        {
            _world.Mail.Leave(_world.Card.Mailbox, letter);
        }

        var outcomes = await _world.Desk.ReceiveAsync();
        Assert.Equal(3, outcomes.Count(outcome => outcome.Kind == LetterFate.Repeated)); // the bidder's three
        Assert.DoesNotContain(outcomes, outcome => outcome.Kind == LetterFate.Taken);
        Assert.Equal(OrderState.AwaitIssue, _world.Desk.Show(id).State);
    }

    [Fact]
    public async Task Letters_out_of_order_wait_for_their_turn()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        var payment = _world.Mail.Intercept(_world.Card.Mailbox);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        var contract = _world.Mail.Intercept(_world.Card.Mailbox);

        _world.Mail.Leave(_world.Card.Mailbox, contract[0]);
        Assert.Equal(LetterFate.Early, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        _world.Restart();
        Assert.Equal(OrderState.AwaitPayment, _world.Desk.Show(id).State);
        _world.Mail.Leave(_world.Card.Mailbox, payment[0]);
        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.AwaitIssue, _world.Desk.Show(id).State);
    }

    [Fact]
    public async Task A_letter_that_was_lost_is_sent_again_when_the_other_side_shows_that_it_lacks_it()
    {
        var id = await _world.ApplyAsync();
        await _world.Orders.CancelAsync(id);
        Assert.Single(_world.Mail.Intercept(_world.Card.Mailbox)); // a node loses the cancellation
        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.Cancelled, _world.Desk.Show(id).State);
    }

    [Fact]
    public async Task Two_letters_under_one_number_are_evidence_against_their_sender()
    {
        var id = await _world.ApplyAsync();
        var application = OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0]);
        var other = application.Clone();
        other.Content = new OrderContent { Cancelled = new OrderCancelled() }.ToByteString();
        _world.Sign(other, _world.Bidder);
        _world.Mail.Leave(_world.Card.Mailbox, other.ToByteArray());
        Assert.Equal(OrderRefusal.ConflictingLetter, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        Assert.Equal(OrderState.Submitted, _world.Desk.Show(id).State);
    }

    [Theory]
    [InlineData("previous")]
    [InlineData("answers")]
    public async Task A_letter_that_does_not_follow_the_last_one_is_refused(string what)
    {
        await _world.ApplyAsync();
        var letter = new OrderLetter(OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0]))
        {
            Sequence = 2,
            Content = new OrderContent { Cancelled = new OrderCancelled() }.ToByteString(),
        };
        letter.Previous = what == "previous" ? Zeros(1) : Bytes(_world.DigestOf(OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0])));
        letter.Answers = what == "answers" ? Zeros(1) : letter.Answers;
        _world.Sign(letter, _world.Bidder);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        Assert.Equal(OrderRefusal.BrokenThread, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
    }

    [Fact]
    public async Task A_letter_of_another_order_does_not_pass_in_this_ones_mailbox()
    {
        var first = await _world.ApplyAsync();
        var second = await _world.ApplyAsync(section: World.Other);
        await _world.Desk.ApproveAsync(second, World.Decision());
        var replies = _world.Mail.Intercept(_world.Desk.Show(second).Application!.Reply);
        _world.Mail.Leave(_world.Desk.Show(first).Application!.Reply, Assert.Single(replies));
        Assert.Equal(OrderRefusal.UnknownOrder, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
        Assert.All(_world.Orders.List(), view => Assert.Equal(OrderState.Submitted, view.State));
    }

    [Fact]
    public async Task Another_bidder_does_not_act_in_an_order()
    {
        var id = await _world.ApplyAsync();
        var letter = new OrderLetter(OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0]))
        {
            Sequence = 2,
            Content = new OrderContent { Cancelled = new OrderCancelled() }.ToByteString(),
        };
        letter.Previous = Bytes(_world.DigestOf(OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0])));
        _world.Sign(letter, _world.Rival);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        Assert.Equal(OrderRefusal.NotTheParty, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        Assert.Equal(OrderState.Submitted, _world.Desk.Show(id).State);
    }

    [Fact]
    public async Task An_application_to_one_guarantor_is_none_to_another()
    {
        using var other = new World();
        await _world.Orders.ApplyAsync(_world.Request());
        var letter = OrderLetter.Parser.ParseFrom(_world.Mail.Deposited[0]);
        var content = OrderContent.Parser.ParseFrom(letter.Content);
        content.Application.GuarantorUscc = _world.Rival.Uscc;
        letter.Content = content.ToByteString();
        _world.Sign(letter, _world.Bidder);
        other.Mail.Leave(other.Card.Mailbox, letter.ToByteArray());
        Assert.Equal(OrderRefusal.NotTheParty, Assert.Single(await other.Desk.ReceiveAsync()).Refused.Code);
        Assert.Equal(OrderState.Rejected, Assert.Single(other.Desk.List()).State);
    }

    [Fact]
    public async Task Without_a_card_on_the_chain_a_guarantor_gets_no_materials()
    {
        _world.Chain.Cards.Clear();
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.ApplyAsync(_world.Request()));
        Assert.Equal(OrderRefusal.BadCard, error.Code);
        Assert.Empty(_world.Mail.Deposited);
    }

    [Fact]
    public async Task An_order_goes_on_after_its_guarantor_withdrew_the_card()
    {
        var id = await _world.ApplyAsync();
        _world.Chain.Cards.Clear();
        Assert.Equal(id, Convert.ToHexStringLower((await _world.Orders.ApplyAsync(_world.Request())).OrderId.Span));
        await _world.Desk.AskAsync(id, ["more"]);
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ProvideMaterialsAsync(id, [], "here");
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terms_other_than_what_was_asked_for_are_not_believed(bool blind)
    {
        var id = await _world.ApplyAsync(blind);
        await _world.Desk.ApproveAsync(id, World.Decision());
        var letter = OrderLetter.Parser.ParseFrom(Assert.Single(_world.Mail.Intercept(_world.Desk.Show(id).Application!.Reply)));
        var content = OrderContent.Parser.ParseFrom(letter.Content);
        var terms = GuaranteeTerms.Parser.ParseFrom(content.Approved.Terms);
        terms.ApplicantUscc = _world.Rival.Uscc;
        content.Approved.Terms = terms.ToByteString();
        letter.Content = content.ToByteString();
        _world.Sign(letter, _world.Guarantor.Participant);
        _world.Mail.Leave(_world.Desk.Show(id).Application!.Reply, letter.ToByteArray());
        Assert.Equal(OrderRefusal.TermsDiffer, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
    }

    [Fact]
    public async Task A_guarantee_that_is_not_on_the_chain_or_not_in_the_bidders_box_is_not_believed()
    {
        var id = await _world.QueueAsync(blind: true);
        await _world.Batcher.SendNowAsync();
        foreach (var record in _world.Chain.Guarantees.Values)
        {
            var box = record.Sealed.ToByteArray();
            box[100] ^= 1;
            record.Sealed = ByteString.CopyFrom(box);
        }

        Assert.Equal(OrderRefusal.NotOnChain, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
        Assert.Equal(OrderState.AwaitIssue, _world.Orders.Show(id).State);
    }

    private byte[] Forge(byte[] bytes, string what)
    {
        var letter = OrderLetter.Parser.ParseFrom(bytes);
        switch (what)
        {
            case "content":
                var content = OrderContent.Parser.ParseFrom(letter.Content);
                content.Application.AmountFen++;
                letter.Content = content.ToByteString();
                break;
            case "sequence": letter.Sequence = 1; letter.Answers = Zeros(7); break;
            case "previous": letter.Previous = Zeros(1); break;
            case "answers": letter.Answers = Zeros(1); break;
            case "order": letter.OrderId = ByteString.CopyFrom(new byte[16]); break;
            case "signature": letter.Signature.Value = Altered(letter.Signature.Value); break;
            case "algorithm": letter.Signature.Algorithm = 2; break;
            case "unregistered certificate": letter.CertificateId = Zeros(1); break;
            case "certificate of another": letter.CertificateId = Bytes(_world.Rival.CertificateId); break;
            case "signed by another": _world.Sign(letter, _world.Rival); break;
            case "trailing byte": return [.. bytes, 0];
            case "unknown field": return [.. bytes, 0xF8, 0x07, 0x01];
            case "no content": letter.Content = ByteString.Empty; _world.Sign(letter, _world.Bidder); break;
            case "short id": letter.OrderId = ByteString.CopyFrom(1, 2, 3); break;
            case "nothing": return [];
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such forgery.");
        }

        return letter.ToByteArray();
    }

    private static ByteString Altered(ByteString bytes)
    {
        var altered = bytes.ToByteArray();
        altered[^1] ^= 1;
        return ByteString.CopyFrom(altered);
    }

    private static ByteString Bytes(Digest digest) => ByteString.CopyFrom(digest.ToArray());

    private static ByteString Zeros(byte last)
    {
        var bytes = new byte[32];
        bytes[31] = last;
        return ByteString.CopyFrom(bytes);
    }
}
