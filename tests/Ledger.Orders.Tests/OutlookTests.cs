using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Each side is told what concerns it, and sees what it decides on.</summary>
public sealed class OutlookTests : IDisposable
{
    private const long Day = 24L * 60 * 60 * 1000;
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_postponement_is_told_with_the_end_that_is_needed(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        Assert.Empty((await _world.Orders.OutlookAsync(id)).Notices);
        var section = _world.Chain.Sections[World.Section];
        section.OpeningTime += 100 * Day;
        var notice = Assert.Single((await _world.Orders.OutlookAsync(id)).Notices);
        Assert.Equal((OrderNoticeKind.EndTooShort, OrderSide.Bidder), (notice.Kind, notice.ActsNext));
        Assert.True(notice.Until >= section.OpeningTime + (90 * Day));
        Assert.Equal(blind, CoverTiers.Default.IsEnd(notice.Until));
        Assert.Equal(blind ? 0 : 1, (await _world.Desk.OutlookAsync(id)).Notices.Count); // a blind desk knows no section

        await _world.Orders.RequestChangeAsync(id, ChangeKind.Postponement, null, null);
        Assert.Equal(notice.Until, _world.Orders.Show(id).PendingChange!.ValidUntil); // what is needed need not be typed
        Assert.Empty((await _world.Orders.OutlookAsync(id)).Notices);
    }

    [Fact]
    public async Task A_desk_is_told_of_a_claim_with_its_clock_and_of_a_guarantee_to_be_endorsed()
    {
        var id = await _world.IssueAsync(blind: true);
        var record = _world.Chain.Guarantees[Convert.ToHexString(_world.Desk.Show(id).GuaranteeId.Span)];
        record.State = GuaranteeState.Revealed;
        record.Terms = new GuaranteeTerms(_world.Desk.Show(id).Terms!) { SectionCode = World.Section };
        Assert.Contains(
            new OrderNotice(OrderNoticeKind.NeedsEndorsement, OrderSide.Guarantor), (await _world.Desk.OutlookAsync(id)).Notices);
        Assert.Equal(World.Section, (await _world.Desk.OutlookAsync(id)).Section!.Announced.SectionCode);

        record.EndorsedDigest = ByteString.CopyFrom(World.Digest(1));
        record.State = GuaranteeState.Claimed;
        record.Claim = new Claim { AmountFen = 7, AnswerUntil = _world.Chain.Time + Day };
        foreach (var notices in new[] { (await _world.Desk.OutlookAsync(id)).Notices, (await _world.Orders.OutlookAsync(id)).Notices })
        {
            Assert.Contains(new OrderNotice(OrderNoticeKind.Claimed, OrderSide.Guarantor, _world.Chain.Time + Day, 7), notices);
        }
    }

    [Theory]
    [InlineData(GuaranteeState.Paid, OrderNoticeKind.Paid)]
    [InlineData(GuaranteeState.Released, OrderNoticeKind.Released)]
    [InlineData(GuaranteeState.Refused, OrderNoticeKind.ClaimRefused)]
    [InlineData(GuaranteeState.PaySuspended, OrderNoticeKind.PaymentSuspended)]
    public async Task An_end_is_told_by_order(GuaranteeState state, OrderNoticeKind kind)
    {
        var id = await _world.IssueAsync();
        var record = _world.Chain.Guarantees[Convert.ToHexString(_world.Orders.Show(id).GuaranteeId.Span)];
        (record.State, record.Terms) = (state, _world.Orders.Show(id).Terms!.Clone());
        Assert.Equal(kind, Assert.Single((await _world.Orders.OutlookAsync(id)).Notices).Kind);
    }

    [Fact]
    public async Task Both_sides_list_the_documents_that_were_brought()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.AskAsync(id, ["营业执照"]);
        await _world.Orders.ReceiveAsync();
        var licence = new DocumentReference { Address = ByteString.CopyFrom(World.Digest(1)), Pieces = 1 };
        await _world.Orders.ProvideMaterialsAsync(id, [licence], "执照");
        await _world.Desk.ReceiveAsync();
        var sealedDocument = new DocumentReference { Address = ByteString.CopyFrom(World.Digest(2)), Pieces = 1 };
        await _world.Desk.ApproveAsync(id, World.Decision() with { Document = sealedDocument });
        await _world.Orders.ReceiveAsync();
        foreach (var documents in new[] { _world.Desk.DocumentsOf(id), _world.Orders.DocumentsOf(id) })
        {
            Assert.Equal([licence, sealedDocument], documents.Select(document => document.Reference));
            Assert.Equal([OrderSide.Bidder, OrderSide.Guarantor], documents.Select(document => document.From));
            Assert.Equal("执照", documents[0].Remark);
        }
    }
}
