using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

public sealed class ExchangeRecordsTests
{
    [Fact]
    public void States_follow_from_the_time()
    {
        Assert.Equal(SectionState.Postponed, ExchangeRecords.Of(Samples.Record, [], Samples.Record.OpeningTime - 1).Standing.State);
        Assert.Equal(SectionState.Closed, ExchangeRecords.Of(Samples.Record, [], Samples.Record.OpeningTime).Standing.State);
        var until = Samples.Revealed.Terms.ValidUntil;
        Assert.Equal(GuaranteeState.Revealed, ExchangeRecords.Of(Samples.Revealed, null, null, until).Record.State);
        Assert.Equal(GuaranteeState.Expired, ExchangeRecords.Of(Samples.Revealed, null, null, until + 1).Record.State);
    }

    [Fact]
    public void A_reply_says_what_became_of_the_claim()
    {
        Assert.Null(ExchangeRecords.Of(Samples.Revealed, null, null, 0).Claim);
        var refused = ExchangeRecords.Of(Samples.Claimed, null, null, 0);
        Assert.Equal(ClaimReplyStatus.Refused, refused.Reply!.Status);
        Assert.Equal(["签章不符", "金额有误"], refused.Reply.Discrepancies);
        var open = new Guarantee(Samples.Claimed) { State = GuaranteeState.Claimed };
        open.Claim.Discrepancies.Clear();
        Assert.NotNull(ExchangeRecords.Of(open, null, null, 0).Claim);
        Assert.Null(ExchangeRecords.Of(open, null, null, 0).Reply);
        var paid = ExchangeRecords.Of(new Guarantee(open) { State = GuaranteeState.Paid, PaidFen = 80_000_000 }, null, null, 0);
        Assert.Equal((ClaimReplyStatus.Paid, 80_000_000L), (paid.Reply!.Status, paid.Reply.PaidFen));
        Assert.NotEmpty(ExchangeWriter.Write(paid));
    }

    [Fact]
    public void A_released_guarantee_says_why_and_when()
    {
        var released = ExchangeRecords.Of(
            new Guarantee(Samples.Revealed)
            {
                State = GuaranteeState.Released,
                ReleaseReason = ReleaseReason.ContractSigned,
                EndedAt = Samples.Opening + 7,
            },
            null,
            null,
            0);
        Assert.Equal((ReleaseReason.ContractSigned, Samples.Opening + 7), (released.Release!.Call.Reason, released.Release.ReleasedAt));
        Assert.Contains(
            "\"RELEASE_TIME\": \"2027-01-05T09:00:00.007+08:00\"",
            System.Text.Encoding.UTF8.GetString(ExchangeWriter.Write(released)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_cannot_be_written_is_refused_by_name()
    {
        var record = new Guarantee(Samples.Revealed);
        record.Terms.ValidUntil = long.MaxValue;
        Assert.Throws<InvalidDataException>(() => ExchangeWriter.Write(ExchangeRecords.Of(record, null, null, 0)));
    }
}
