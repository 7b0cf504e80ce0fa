using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Mistakes have a way back, until the other side has acted on them.</summary>
public sealed class DecisionTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_approval_with_a_wrong_premium_is_taken_back_and_given_anew()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.ApproveAsync(id, World.Decision(2_000_000));
        await _world.Desk.TakeBackAsync(id);
        Assert.Equal(0, (await _world.Desk.ExposureAsync()).TotalFen);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Submitted, _world.Orders.Show(id).State);
        Assert.Null(_world.Orders.Show(id).Approval);
        await _world.Desk.ApproveAsync(id, World.Decision());
        await FinishAsync(id);
        Assert.Equal(20_000, _world.Orders.Show(id).Terms!.PremiumFen);
    }

    [Fact]
    public async Task A_payment_on_its_way_wins_over_what_was_taken_back()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.ApproveAsync(id, World.Decision(30_000));
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Desk.TakeBackAsync(id);
        await _world.Desk.ApproveAsync(id, World.Decision(50_000));
        await _world.Desk.ReceiveAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.AwaitSign, _world.Desk.Show(id).State);
        Assert.Equal(OrderState.AwaitSign, _world.Orders.Show(id).State);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        await _world.Desk.ReceiveAsync();
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
        Assert.Equal(30_000, _world.Desk.Show(id).Terms!.PremiumFen);
    }

    [Fact]
    public async Task A_rejection_is_taken_back_unless_the_bidder_has_applied_anew()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.RejectAsync(id, ["误"]);
        await _world.Orders.ReceiveAsync();
        await _world.Desk.TakeBackAsync(id);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Submitted, _world.Orders.Show(id).State);

        await _world.Desk.RejectAsync(id, ["不符合条件"]);
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ApplyAsync(_world.Request());
        await _world.Desk.TakeBackAsync(id);
        await _world.Orders.ReceiveAsync();
        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderState.Rejected, _world.Orders.Show(id).State);
        Assert.Equal(OrderState.Rejected, _world.Desk.Show(id).State); // the bidder's answer took the taking back back
    }

    [Fact]
    public async Task A_yes_to_a_change_or_a_surrender_is_taken_back_until_a_batch_holds_it()
    {
        var id = await _world.IssueAsync();
        await _world.Orders.RequestChangeAsync(id, ChangeKind.Amount, 30_000_000, null);
        await _world.Desk.ReceiveAsync();
        await _world.Desk.ApproveChangeAsync(id, World.Decision());
        await _world.Desk.TakeBackAsync(id);
        Assert.Equal(World.BondFen, (await _world.Desk.ExposureAsync()).TotalFen);
        await _world.Desk.RefuseChangeAsync(id, ["超出授信"]);
        await _world.Orders.ReceiveAsync();

        await _world.Orders.RequestSurrenderAsync(id, _world.Attest(id));
        await _world.Desk.ReceiveAsync();
        await _world.Desk.AcceptSurrenderAsync(id);
        await _world.Desk.TakeBackAsync(id);
        Assert.Equal(0, (await _world.Batcher.SendNowAsync()).Surrendered);
        await _world.Desk.AcceptSurrenderAsync(id);
        await _world.Batcher.SendNowAsync();
        Assert.Equal(
            OrderRefusal.WrongState, (await Assert.ThrowsAsync<OrderException>(() => _world.Desk.TakeBackAsync(id))).Code);
    }

    [Fact]
    public async Task Where_nothing_was_decided_nothing_is_taken_back()
    {
        var id = await _world.ApplyAsync();
        Assert.Equal(
            OrderRefusal.WrongState, (await Assert.ThrowsAsync<OrderException>(() => _world.Desk.TakeBackAsync(id))).Code);
        await _world.Desk.AskAsync(id, ["营业执照"]);
        await _world.Desk.TakeBackAsync(id);
        Assert.Equal(OrderDuty.Decide, _world.Desk.TurnOf(id).Duty);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "name", "name 珠海建设有限公司, not 珠海建筑有限公司" },
        { "account", "basic account" },
        { "amount", "amount_fen 15000000, not 80000000" },
        { "end", "valid_until" },
        { "mode", "mode clear, not blind" },
        { "document", "tender document" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_second_application_with_other_content_is_said_field_by_field(string what, string words)
    {
        var id = await _world.ApplyAsync();
        var request = _world.Request();
        request = what switch
        {
            "name" => request with { Applicant = new OrderApplicant(request.Applicant) { Name = "珠海建筑有限公司" } },
            "account" => request with
            {
                Applicant = new OrderApplicant(request.Applicant) { BasicAccount = new BankAccount(World.Basic) { Number = "7" } },
            },
            "amount" => request with { AmountFen = 80_000_000 },
            "end" => request with { ValidUntil = _world.Orders.Show(id).Application!.ValidUntil + 1 },
            "mode" => request with { IsBlind = true },
            _ => request with { TenderDocumentDigest = World.Digest(2) },
        };
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.ApplyAsync(request));
        Assert.Equal(OrderRefusal.OrderDiffers, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains($"order cancel {id}", error.Message, StringComparison.Ordinal);
        Assert.Single(_world.Orders.List());
    }

    [Fact]
    public async Task A_name_other_than_the_registered_one_is_refused_by_tool_and_desk()
    {
        var registered = _world.Bidder.Name.Replace("建设", "建筑", StringComparison.Ordinal);
        _world.Chain.SubjectNames[_world.Bidder.Uscc] = registered;
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Orders.ApplyAsync(_world.Request()));
        Assert.Equal(OrderRefusal.NameDiffers, error.Code);
        Assert.Empty(_world.Mail.Deposited);

        _world.Chain.SubjectNames[_world.Bidder.Uscc] = _world.Bidder.Name;
        await _world.Orders.ApplyAsync(_world.Request());
        _world.Chain.SubjectNames[_world.Bidder.Uscc] = registered;
        Assert.Equal(OrderRefusal.NameDiffers, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.Rejected, Assert.Single(_world.Orders.List()).State);
    }

    private async Task FinishAsync(string id)
    {
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        await _world.Desk.ReceiveAsync();
        await _world.Batcher.SendNowAsync();
        await _world.Orders.ReceiveAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Orders.Show(id).State);
    }
}
