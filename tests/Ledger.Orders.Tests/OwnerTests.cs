namespace Ledger.Orders.Tests;

/// <summary>A folder knows whose it is, and nobody else signs in it.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Another_guarantors_key_does_not_open_a_desk_and_signs_nothing()
    {
        var id = await _world.QueueAsync();
        var letters = _world.Mail.Deposited.Count;
        _world.Desk.Dispose();
        var error = Assert.Throws<OrderException>(() => _world.OpenDesk(_world.PartyOf(_world.Seed.Guarantors[1].Participant)));
        Assert.Equal(OrderRefusal.NotTheOwner, error.Code);
        Assert.Empty(_world.Chain.Submitted);
        Assert.Equal(letters, _world.Mail.Deposited.Count);

        _world.Restart(); // the refusal gave the folder free, and its owner goes on
        Assert.Equal(OrderState.AwaitIssue, _world.Desk.Show(id).State);
    }

    [Fact]
    public void A_bidders_folder_is_no_desk_and_no_other_bidders()
    {
        _world.Orders.Dispose();
        var folder = _world.FolderOf(_world.Bidder);
        Assert.Equal(_world.Bidder.Uscc, OrderBook.OwnerOf(folder));
        Assert.Equal(OrderRefusal.NotTheOwner, CodeOf(() => new BidderOrders(_world.Book(_world.PartyOf(_world.Rival), folder))));
        Assert.Equal(
            OrderRefusal.NotTheOwner,
            CodeOf(() => new GuarantorDesk(new DeskOptions
            {
                Book = _world.Book(_world.PartyOf(_world.Bidder), folder),
                Mailbox = _world.Mail.NewMailbox().Secret,
                Form = _world.Guarantor.Form,
                LegalNature = _world.Guarantor.LegalNature,
                PayAccount = World.Basic,
            })));
        _world.Restart();
    }

    [Fact]
    public async Task A_folder_from_before_owners_is_whose_its_orders_say()
    {
        await _world.ApplyAsync();
        _world.Desk.Dispose();
        _world.Orders.Dispose();
        foreach (var who in new[] { _world.Bidder, _world.Guarantor.Participant })
        {
            File.Delete(Path.Combine(_world.FolderOf(who), "owner"));
        }

        Assert.Equal(
            OrderRefusal.NotTheOwner,
            CodeOf(() => new BidderOrders(_world.Book(_world.PartyOf(_world.Rival), _world.FolderOf(_world.Bidder)))));
        Assert.Equal(
            OrderRefusal.NotTheOwner, CodeOf(() => _world.OpenDesk(_world.PartyOf(_world.Seed.Guarantors[1].Participant))));
        _world.Restart();
        Assert.Equal(_world.Guarantor.Participant.Uscc, OrderBook.OwnerOf(_world.FolderOf(_world.Guarantor.Participant)));
    }

    [Fact]
    public async Task Looking_into_a_folder_needs_no_key()
    {
        var id = await _world.ApplyAsync();
        _world.Orders.Dispose();
        var reader = new OrderParty(_world.Seed.Genesis, Signer: null, _world.Bidder.Uscc);
        using (var orders = new BidderOrders(_world.Book(reader, _world.FolderOf(_world.Bidder))))
        {
            Assert.Equal(OrderState.Submitted, orders.Show(id).State);
            await Assert.ThrowsAsync<InvalidOperationException>(() => orders.CancelAsync(id));
        }

        _world.Restart();
        Assert.Equal(OrderState.Submitted, _world.Orders.Show(id).State);
    }

    private static OrderRefusal CodeOf(Func<IDisposable> open) => Assert.Throws<OrderException>(open).Code;
}
