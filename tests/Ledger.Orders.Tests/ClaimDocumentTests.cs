using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Orders.Tests;

/// <summary>A claim's documents reach the desk from the beneficiary, and from nobody else.</summary>
public sealed class ClaimDocumentTests : IDisposable
{
    private readonly World _world = new();
    private readonly DocumentReference _evidence = new() { Address = ByteString.CopyFrom(World.Digest(1)), Pieces = 1 };
    private readonly DocumentReference _statement = new() { Address = ByteString.CopyFrom(World.Digest(2)), Pieces = 1 };

    public ClaimDocumentTests() => _world.Register(_world.Tenderer);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_desk_gets_the_documents_of_a_claim_once(bool blind)
    {
        var (id, record) = await ClaimedAsync(blind);
        for (var time = 0; time < 2; time++)
        {
            await Of(_world.Tenderer).SendAsync(record.GuaranteeId.Memory, [_evidence, _statement], "违约");
        }

        Assert.Equal([LetterFate.Taken, LetterFate.Repeated], (await _world.Desk.ReceiveAsync()).Select(outcome => outcome.Kind));
        _world.Restart();
        var documents = _world.Desk.DocumentsOf(id).Where(document => document.Step == OrderStep.DocumentClaim).ToList();
        Assert.Equal([_evidence, _statement], documents.Select(document => document.Reference));
        Assert.All(documents, document => Assert.Equal((null, "违约"), (document.From, document.Remark)));
        Assert.Equal(OrderState.IssuedSealed, _world.Desk.Show(id).State); // a claim's letter moves no order
    }

    [Fact]
    public async Task Nobody_but_the_beneficiary_brings_documents_and_only_to_a_claim()
    {
        var (_, record) = await ClaimedAsync();
        await RefusedAsync(OrderRefusal.NotTheParty, _world.Bidder, record.GuaranteeId);
        await RefusedAsync(OrderRefusal.NotOnChain, _world.Tenderer, ByteString.CopyFrom(new byte[16]));
        await RefusedAsync(OrderRefusal.BadField, _world.Tenderer, record.GuaranteeId, []);
        Assert.Equal(OrderRefusal.NotTheParty, await LeaveAsync(_world.Bidder, record.GuaranteeId));
        Assert.Equal(OrderRefusal.UnknownOrder, await LeaveAsync(_world.Tenderer, ByteString.CopyFrom(new byte[16])));
        await _world.Orders.ApplyAsync(_world.Request(blind: false, World.Other)); // an order that has no guarantee yet
        await _world.Desk.ReceiveAsync();
        Assert.Equal(OrderRefusal.UnknownOrder, await LeaveAsync(_world.Tenderer, ByteString.Empty));
        Assert.Equal(OrderRefusal.BadField, await LeaveAsync(_world.Tenderer, record.GuaranteeId, number: 2));
        record.Claim = null;
        await RefusedAsync(OrderRefusal.WrongState, _world.Tenderer, record.GuaranteeId);
        Assert.Equal(OrderRefusal.WrongState, await LeaveAsync(_world.Tenderer, record.GuaranteeId));
        _world.Chain.Cards.Clear();
        record.Claim = new Claim { AmountFen = 1 };
        await RefusedAsync(OrderRefusal.BadCard, _world.Tenderer, record.GuaranteeId);
    }

    [Fact]
    public async Task A_claim_has_so_many_documents_and_no_more()
    {
        var (id, record) = await ClaimedAsync();
        for (byte letter = 0; letter < 3; letter++)
        {
            var first = letter * 32;
            var documents = Enumerable.Range(1, 32).Select(
                at => new DocumentReference { Address = _evidence.Address, Pieces = (uint)(first + at) });
            await Of(_world.Tenderer).SendAsync(record.GuaranteeId.Memory, [.. documents], "");
        }

        Assert.Equal(
            [OrderRefusal.None, OrderRefusal.None, OrderRefusal.BadField],
            (await _world.Desk.ReceiveAsync()).Select(outcome => outcome.Refused.Code));
        Assert.Equal(64, _world.Desk.DocumentsOf(id).Count);
    }

    private ClaimDocuments Of(Participant who) =>
        new(_world.PartyOf(who), _world.Mail, _world.Chain, SystemRandomSource.Instance);

    private async Task<(string Id, Guarantee Record)> ClaimedAsync(bool blind = false)
    {
        var id = await _world.IssueAsync(blind);
        var record = _world.Chain.Guarantees[Convert.ToHexString(_world.Desk.Show(id).GuaranteeId.Span)];
        record.State = GuaranteeState.Claimed;
        record.Terms = new GuaranteeTerms(_world.Desk.Show(id).Terms!) { BeneficiaryUscc = _world.Tenderer.Uscc };
        record.Claim = new Claim { AmountFen = 7 };
        return (id, record);
    }

    private async Task RefusedAsync(OrderRefusal code, Participant who, ByteString guarantee, DocumentReference[]? documents = null) =>
        Assert.Equal(
            code,
            (await Assert.ThrowsAsync<OrderException>(() => Of(who).SendAsync(guarantee.Memory, documents ?? [_evidence], ""))).Code);

    /// <summary>What the desk says of a letter that its sender did not judge first.</summary>
    private async Task<OrderRefusal> LeaveAsync(Participant who, ByteString guarantee, uint number = 1)
    {
        var claim = new ClaimDocumented { GuaranteeId = guarantee, Documents = { _evidence } };
        var letter = _world.PartyOf(who).SignOutside(
            ByteString.CopyFrom(new byte[16]), new OrderContent { ClaimDocumented = claim }, number);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        return Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code;
    }
}
