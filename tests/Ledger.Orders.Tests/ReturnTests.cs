using Google.Protobuf;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>After a section that failed or was terminated nobody types an attestation, and nobody counts the bidders.</summary>
public sealed class ReturnTests : IDisposable
{
    private const long Day = 24L * 60 * 60 * 1000;
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SectionState.Failed)]
    [InlineData(SectionState.Terminated)]
    public async Task Of_a_clear_order_the_sections_proven_state_is_the_attestation(SectionState state)
    {
        var id = await _world.IssueAsync();
        var goingOn = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.PlanReturnAsync(id));
        Assert.Equal(OrderRefusal.BadAttestation, goingOn.Code);
        End(state);
        Assert.Equal([new OrderNotice(OrderNoticeKind.SectionEnded, OrderSide.Bidder)], (await _world.Orders.OutlookAsync(id)).Notices);

        await PlanAndWaitAsync(id);
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        await TakeBackAsync(id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_return_leaves_at_the_moment_that_was_drawn_and_not_before(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        End(SectionState.Failed);
        _world.Random.Next = (int)Day;
        await _world.Orders.PlanReturnAsync(id);
        var leavesAt = _world.Orders.ReturnOf(id)!.LeavesAt;
        Assert.Equal(_world.Chain.Time + Day, leavesAt);
        Assert.Equal(
            [
                new OrderNotice(OrderNoticeKind.SectionEnded),
                new OrderNotice(OrderNoticeKind.ReturnPlanned, OrderSide.Bidder, leavesAt),
            ],
            (await _world.Orders.OutlookAsync(id)).Notices);

        var sent = _world.Mail.Deposited.Count;
        _world.Random.Next = 0;
        await _world.Orders.PlanReturnAsync(id); // asking again draws no second moment
        _world.Chain.Time = leavesAt - 1;
        await _world.Orders.ReceiveAsync();
        Assert.Equal(sent, _world.Mail.Deposited.Count);
        _world.Restart();
        _world.Chain.Time = leavesAt;
        await _world.Orders.ReceiveAsync();
        Assert.Equal(sent + 1, _world.Mail.Deposited.Count);
        await _world.Orders.ReceiveAsync(); // and once
        Assert.Equal(sent + 1, _world.Mail.Deposited.Count);
    }

    [Fact]
    public async Task Moments_are_drawn_over_the_whole_of_two_days()
    {
        var id = await _world.IssueAsync();
        End(SectionState.Failed);
        _world.Random.Next = int.MaxValue; // the last moment that may be drawn
        await _world.Orders.PlanReturnAsync(id);
        Assert.Equal(_world.Chain.Time + (2 * Day) - 1, _world.Orders.ReturnOf(id)!.LeavesAt);
    }

    [Fact]
    public async Task Of_a_blind_order_the_centre_attests_by_itself_and_names_no_section()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        await PlanAndWaitAsync(id);
        Assert.Empty(await _world.Desk.ReceiveAsync()); // the guarantor hears of it with the attestation only
        Assert.Equal(
            (LetterFate.Taken, OrderStep.RequestAttestation), Assert.Single(await _world.Centre.AnswerAsync()) is var one
                ? (one.Kind, one.Step) : default);
        Assert.Equal(OrderStep.AnswerAttestation, Assert.Single(await _world.Orders.ReceiveAsync()).Step);
        Assert.Null(_world.Orders.ReturnOf(id));

        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        var attestation = _world.Desk.Show(id).PendingSurrender!;
        Assert.Equal((SurrenderCause.Failed, _world.Desk.Show(id).GuaranteeId), (attestation.Cause, attestation.GuaranteeId));
        Assert.DoesNotContain(World.Section, attestation.ToString(), StringComparison.Ordinal);
        await TakeBackAsync(id);
    }

    [Fact]
    public async Task A_request_that_comes_twice_is_answered_twice_and_surrenders_once()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Terminated);
        await PlanAndWaitAsync(id);
        _world.Mail.Leave(_world.CentreCard, _world.Mail.Deposited[^1]);
        Assert.Equal(2, (await _world.Centre.AnswerAsync()).Count);
        var outcomes = await _world.Orders.ReceiveAsync();
        Assert.Equal([LetterFate.Taken, LetterFate.Repeated], outcomes.Select(outcome => outcome.Kind));
        Assert.Single(await _world.Desk.ReceiveAsync());
    }

    [Fact]
    public async Task A_blind_order_keeps_its_section_from_the_guarantor_when_it_fails_too()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        var unsigned = new SurrenderAttestation
        {
            GuaranteeId = _world.Orders.Show(id).GuaranteeId,
            Salt = ByteString.CopyFrom(World.Digest(2)),
            Cause = SurrenderCause.Failed,
        };
        var own = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.RequestSurrenderAsync(id, unsigned));
        Assert.Equal(OrderRefusal.BadAttestation, own.Code);
        var letter = _world.NextOf(
            _world.Bidder, id, new OrderContent { SurrenderRequested = new SurrenderRequested { Attestation = unsigned } });
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        Assert.Equal(OrderRefusal.BadAttestation, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
    }

    [Fact]
    public async Task A_centre_without_a_card_is_said_at_once()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        _world.Chain.CentreMailboxes.Clear();
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.PlanReturnAsync(id));
        Assert.Equal(OrderRefusal.BadCard, error.Code);
    }

    public static TheoryData<string, OrderRefusal> Requests => new()
    {
        { "going on", OrderRefusal.WrongState },
        { "revealed", OrderRefusal.WrongState },
        { "another centre's", OrderRefusal.NotTheParty },
        { "another bidder", OrderRefusal.NotTheParty },
        { "unknown guarantee", OrderRefusal.NotOnChain },
        { "other terms", OrderRefusal.TermsDiffer },
        { "another section", OrderRefusal.TermsDiffer },
        { "no section", OrderRefusal.TermsDiffer },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_the_centre_does_not_attest_is_answered_with_its_rule(string how, OrderRefusal expected)
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        var (secret, reply) = _world.Mail.NewMailbox();
        var opened = _world.Orders.Openings(id)[0].Clone();
        var record = _world.Chain.Guarantees[Convert.ToHexString(opened.GuaranteeId.Span)];
        switch (how)
        {
            case "going on":
                End(SectionState.Announced);
                break;
            case "revealed":
                record.State = GuaranteeState.Revealed;
                break;
            case "another centre's":
                _world.Chain.Sections[World.Section].CentreUscc = _world.Rival.Uscc;
                break;
            case "unknown guarantee":
                opened.GuaranteeId = ByteString.CopyFrom(new byte[16]);
                break;
            case "other terms":
                opened.Salt = ByteString.CopyFrom(World.Digest(3));
                break;
            case "another section":
                opened.Section.SectionCode = World.Other;
                break;
            case "no section":
                opened.Section = null;
                break;
        }

        Request(opened, reply, how == "another bidder" ? _world.Rival : _world.Bidder);
        Assert.Equal(expected, Assert.Single(await _world.Centre.AnswerAsync()).Refused.Code);
        var answer = Assert.Single(_world.Mail.Intercept(reply));
        Assert.True(OrderLetters.TryRead(answer, out _, out var content));
        Assert.Null(content.AttestationAnswered.Attestation);
        Assert.Equal(expected.ToString(), content.AttestationAnswered.Rule);
        Assert.NotEmpty(secret);
    }

    [Fact]
    public async Task What_proves_nobody_gets_no_answer()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        var (_, reply) = _world.Mail.NewMailbox();
        var opened = _world.Orders.Openings(id)[0];
        var forged = Request(opened, reply, _world.Bidder, send: false);
        forged.Signature.Value = ByteString.CopyFrom(new byte[64]);
        _world.Mail.Leave(_world.CentreCard, forged.ToByteArray());
        _world.Mail.Leave(_world.CentreCard, [1, 2, 3]);
        _world.Mail.Leave(_world.CentreCard, Request(opened, new MailboxCard(), _world.Bidder, send: false).ToByteArray());
        Assert.Equal(
            [OrderRefusal.BadSignature, OrderRefusal.MalformedLetter, OrderRefusal.MalformedLetter],
            (await _world.Centre.AnswerAsync()).Select(outcome => outcome.Refused.Code));
        Assert.Empty(_world.Mail.Intercept(reply));
    }

    [Fact]
    public async Task A_refusal_ends_the_plan_and_the_bidder_may_plan_again()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        await PlanAndWaitAsync(id);
        End(SectionState.Announced); // as a node that lags behind may see it
        await _world.Centre.AnswerAsync();
        End(SectionState.Failed);
        Assert.Equal(OrderRefusal.BadAttestation, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
        Assert.StartsWith(nameof(OrderRefusal.BadAttestation), _world.Orders.ReturnOf(id)!.Refused, StringComparison.Ordinal);
        Assert.Equal([new OrderNotice(OrderNoticeKind.SectionEnded, OrderSide.Bidder)], (await _world.Orders.OutlookAsync(id)).Notices);

        await PlanAndWaitAsync(id);
        await _world.Centre.AnswerAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Single(await _world.Desk.ReceiveAsync());
        await TakeBackAsync(id);
    }

    [Fact]
    public async Task Another_centres_answer_is_not_believed()
    {
        var id = await _world.IssueAsync(blind: true);
        End(SectionState.Failed);
        await PlanAndWaitAsync(id);
        _world.Register(_world.Rival, Role.TradingCentre);
        _world.Chain.Sections[World.Section].CentreUscc = _world.Rival.Uscc;
        await _world.OpenCentre(_world.Rival).AnswerAsync();
        _world.Chain.Sections[World.Section].CentreUscc = _world.Seed.Zhuhai.Uscc;
        Assert.Equal(OrderRefusal.NotTheParty, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
        Assert.Empty(await _world.Desk.ReceiveAsync());
    }

    private void End(SectionState state) => _world.Chain.Sections[World.Section].State = state;

    private async Task PlanAndWaitAsync(string id)
    {
        await _world.Orders.PlanReturnAsync(id);
        _world.Chain.Time = _world.Orders.ReturnOf(id)!.LeavesAt;
        Assert.Empty(await _world.Orders.ReceiveAsync());
    }

    private async Task TakeBackAsync(string id)
    {
        await _world.Desk.AcceptSurrenderAsync(id);
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Surrendered, _world.Orders.Show(id).State);
    }

    private OrderLetter Request(OpenedGuarantee opened, MailboxCard reply, Ledger.Seeds.Participant who, bool send = true)
    {
        var content = new OrderContent { AttestationRequested = new AttestationRequested { Guarantee = opened, Reply = reply } };
        var letter = _world.PartyOf(who).SignOutside(ByteString.CopyFrom(new byte[16]), content, 1);
        if (send)
        {
            _world.Mail.Leave(_world.CentreCard, letter.ToByteArray());
        }

        return letter;
    }
}
