using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

public sealed class ExchangeCallsTests
{
    [Theory]
    [InlineData(DocumentKind.TenderProject, "create_project")]
    [InlineData(DocumentKind.Section, "announce_section")]
    [InlineData(DocumentKind.Notice, "publish_notice")]
    [InlineData(DocumentKind.Claim, "claim")]
    [InlineData(DocumentKind.ClaimReply, "pay")]
    [InlineData(DocumentKind.Release, "release")]
    [InlineData(DocumentKind.Guarantee, null)]
    [InlineData(DocumentKind.DecryptionNotice, null)]
    public void A_document_is_one_call_or_none(DocumentKind kind, string? method)
    {
        var why = ExchangeCalls.Find(Samples.All[kind], out var call);
        Assert.Equal(method is null ? ExchangeFault.NotSubmittable : null, why?.Fault);
        var contract = call?.ContractCase switch
        {
            Call.ContractOneofCase.Tender => TenderCall.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(call.Tender).Name,
            Call.ContractOneofCase.Guarantee => GuaranteeCall.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(call.Guarantee).Name,
            _ => null,
        };
        Assert.Equal(method, contract);
    }

    [Fact]
    public void A_refusal_keeps_every_discrepancy()
    {
        Assert.Null(
            ExchangeCalls.Find(
                new ClaimReplyDocument(Samples.Bytes(16, 1), ClaimReplyStatus.Refused) { Discrepancies = ["甲", "乙"] }, out var call));
        Assert.Equal(["甲", "乙"], call!.Guarantee.Refuse.Discrepancies);
    }

    [Fact]
    public void An_announcement_is_no_notice_to_submit()
    {
        var announcement = Assert.IsType<SectionDocument>(Samples.All[DocumentKind.Section]).Notices[0];
        Assert.Equal(ExchangeFault.NotSubmittable, ExchangeCalls.Find(announcement, out var call)?.Fault);
        Assert.Null(call);
    }
}
