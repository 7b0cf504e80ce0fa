using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Both sides of an order, from the application to its end.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_is_applied_for_approved_paid_signed_issued_and_found_by_its_section(bool blind)
    {
        var id = await _world.ApplyAsync(blind);
        Assert.Equal(OrderState.Submitted, _world.Desk.Show(id).State);

        await _world.Desk.AskAsync(id, ["请补充营业执照"]);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(["请补充营业执照"], _world.Orders.Show(id).Reasons);
        await _world.Orders.ProvideMaterialsAsync(id, [], "已补充");
        await _world.Desk.ReceiveAsync();

        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.AwaitPayment, _world.Orders.Show(id).State);
        Assert.Equal(20_000, _world.Orders.Show(id).Approval!.PremiumFen);
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.AwaitIssue, _world.Desk.Show(id).State);

        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Equal(_world.IssueSlots, _world.Chain.Guarantees.Count);

        using var key = _world.OpeningKey;
        var opening = new GuaranteeOpener(_world.Seed.Genesis, World.Section, key).Open(_world.Chain.Guarantees.Values);
        var opened = Assert.Single(opening.Opened);
        Assert.Empty(opening.Rejected);
        Assert.Equal(opened, Assert.Single(_world.Orders.Openings(id)));
        var terms = GuaranteeTerms.Parser.ParseFrom(opened.Terms);
        Assert.Equal(blind ? 20_000_000 : World.BondFen, terms.AmountFen);
        Assert.Equal(blind, terms.SectionCode.Length == 0);
        Assert.Equal(blind ? World.Section : null, opened.Section?.SectionCode);
    }

    [Fact]
    public async Task The_guarantor_of_a_blind_order_holds_neither_section_nor_beneficiary_nor_the_tender_documents_digest()
    {
        var id = await _world.IssueAsync(blind: true);
        var section = System.Text.Encoding.ASCII.GetBytes(World.Section);
        var beneficiary = System.Text.Encoding.ASCII.GetBytes(_world.Tenderer.Uscc);
        Assert.All(_world.Mail.Deposited, letter =>
        {
            Assert.Equal(-1, letter.AsSpan().IndexOf(section));
            Assert.Equal(-1, letter.AsSpan().IndexOf(beneficiary));
            Assert.Equal(-1, letter.AsSpan().IndexOf(World.Digest(1)));
        });
        Assert.True(CoverTiers.Default.IsEnd(_world.Desk.Show(id).Terms!.ValidUntil));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_is_a_sealed_record_like_any_other(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        var present = _world.Orders.Show(id).Terms!;
        var until = CoverTiers.Default.EndFor(present.ValidUntil + 1);
        await _world.Orders.RequestChangeAsync(id, ChangeKind.Postponement, 50_000_000, until);
        await _world.Desk.ReceiveAsync();
        await _world.Desk.ApproveChangeAsync(id, World.Decision());
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();

        Assert.Null(_world.Orders.Show(id).PendingChange);
        Assert.Equal(
            (50_000_000, until, 2u),
            (_world.Orders.Show(id).Terms!.AmountFen, _world.Orders.Show(id).Terms!.ValidUntil, _world.Orders.Show(id).Terms!.Version));
        using var key = _world.OpeningKey;
        var opening = new GuaranteeOpener(_world.Seed.Genesis, World.Section, key).Open(_world.Chain.Guarantees.Values);
        Assert.Equal(2, opening.Opened.Count);
        Assert.Equal(2, _world.Orders.Openings(id).Count);
        Assert.Equal(2 * _world.IssueSlots, _world.Chain.Guarantees.Count);
        Assert.Equal(50_000_000, (await _world.Desk.ExposureAsync()).TotalFen);
    }

    [Fact]
    public async Task A_change_can_be_refused_and_asked_for_again()
    {
        var id = await _world.IssueAsync();
        await _world.Orders.RequestChangeAsync(id, ChangeKind.Amount, 30_000_000, null);
        await _world.Desk.ReceiveAsync();
        await _world.Desk.RefuseChangeAsync(id, ["超出授信"]);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(["超出授信"], _world.Orders.Show(id).Reasons);
        Assert.Equal(World.BondFen, _world.Orders.Show(id).Terms!.AmountFen);
        Assert.NotNull((await _world.Orders.RequestChangeAsync(id, ChangeKind.Amount, 20_000_000, null)).PendingChange);
    }

    [Fact]
    public async Task A_revealed_guarantee_is_changed_in_clear_at_once()
    {
        var id = await _world.IssueAsync();
        _world.Chain.Guarantees[Convert.ToHexString(_world.Orders.Show(id).GuaranteeId.Span)].State = GuaranteeState.Revealed;
        await _world.Orders.RequestChangeAsync(id, ChangeKind.Validity, null, _world.Orders.Show(id).Terms!.ValidUntil + 1000);
        await _world.Desk.ReceiveAsync();
        await _world.Desk.ApproveChangeAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        Assert.Equal(2u, _world.Orders.Show(id).Terms!.Version);
        Assert.Single(_world.Orders.Openings(id));
    }

    [Fact]
    public async Task A_guarantee_is_surrendered_among_decoys_and_weighs_no_more()
    {
        var id = await _world.IssueAsync();
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
        await _world.Desk.ReceiveAsync();
        await _world.Desk.AcceptSurrenderAsync(id);
        var outcome = await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();

        Assert.Equal((1, _world.SurrenderSlots), (outcome.Surrendered, outcome.SurrenderRecords));
        Assert.Equal(OrderState.Surrendered, _world.Orders.Show(id).State);
        Assert.Equal(0, (await _world.Desk.ExposureAsync()).TotalFen);
    }

    [Fact]
    public async Task A_surrender_that_the_opening_overtook_is_answered_with_no()
    {
        var id = await _world.IssueAsync();
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
        await _world.Desk.ReceiveAsync();
        await _world.Desk.AcceptSurrenderAsync(id);
        _world.Chain.Guarantees[Convert.ToHexString(_world.Orders.Show(id).GuaranteeId.Span)].State = GuaranteeState.Revealed;
        var outcome = await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();

        Assert.Equal((0, _world.SurrenderSlots), (outcome.Surrendered, outcome.SurrenderRecords));
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Null(_world.Orders.Show(id).PendingSurrender);
    }

    [Fact]
    public async Task Nobody_but_the_sections_centre_releases_a_guarantee()
    {
        var id = await _world.IssueAsync();
        _world.Register(_world.Rival, Role.TradingCentre);
        var foreign = SurrenderAttestations.Sign(
            _world.PartyOf(_world.Rival), _world.Orders.Show(id).GuaranteeId, SurrenderCause.NoBid, 1, SystemRandomSource.Instance);
        var altered = _world.Attest(id);
        altered.Cause = SurrenderCause.Failed;
        foreach (var bad in new[] { foreign, altered })
        {
            var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.RequestSurrenderAsync(id, bad));
            Assert.Equal(OrderRefusal.BadAttestation, error.Code);
        }

        // The bidder sent it when it was good, and the desk does not find it so any more: the bidder hears, and asks again.
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
        _world.Register(_world.Seed.Zhuhai);
        Assert.Equal(OrderRefusal.BadAttestation, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        await _world.Orders.ReceiveAsync();
        var view = _world.Orders.Show(id);
        Assert.Null(view.PendingSurrender);
        Assert.Equal(nameof(OrderRefusal.BadAttestation), view.Refusal!.Rule);
        _world.Register(_world.Seed.Zhuhai, Role.TradingCentre);
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        Assert.NotNull(_world.Desk.Show(id).PendingSurrender);
    }

    [Fact]
    public async Task Applying_twice_is_one_order_and_after_a_rejection_a_new_one()
    {
        var id = await _world.ApplyAsync();
        Assert.Equal(id, await _world.ApplyAsync());
        Assert.Single(_world.Desk.List());
        await _world.Desk.RejectAsync(id, ["不符合条件"]);
        await _world.Orders.ReceiveAsync();
        Assert.NotEqual(id, await _world.ApplyAsync());
    }

    [Fact]
    public async Task A_cancellation_that_crosses_an_approval_or_a_rejection_wins_on_both_sides()
    {
        var first = await _world.ApplyAsync();
        var second = await _world.ApplyAsync(section: World.Other);
        await _world.Desk.ApproveAsync(first, World.Decision());
        await _world.Desk.RejectAsync(second, ["不符合条件"]);
        await _world.Orders.CancelAsync(first);
        await _world.Orders.CancelAsync(second);
        await _world.Orders.ReceiveAsync();
        await _world.Desk.ReceiveAsync();
        Assert.All(_world.Orders.List().Concat(_world.Desk.List()), view => Assert.Equal(OrderState.Cancelled, view.State));
        Assert.Equal(0, (await _world.Desk.ExposureAsync()).TotalFen);
    }

    [Fact]
    public async Task A_cancellation_that_comes_when_the_batch_is_on_its_way_is_overtaken_by_the_guarantee()
    {
        var id = await _world.QueueAsync();
        _world.Chain.FailAfter = true;
        await Assert.ThrowsAsync<IOException>(() => _world.Batcher.SendNowAsync());
        _world.Chain.FailAfter = false;
        await _world.Orders.CancelAsync(id);
        Assert.Equal(OrderRefusal.BeingIssued, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.AwaitIssue, _world.Orders.Show(id).State); // it hears that it cannot be cancelled any more
        Assert.Equal(nameof(OrderRefusal.BeingIssued), _world.Orders.Show(id).Refusal!.Rule);
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Equal(OrderState.IssuedSealed, _world.Desk.Show(id).State);
        _world.Restart();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State); // and so say the letters in the file
        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
    }
}
