using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Xunit.Abstractions;

namespace Ledger.Seeds.Tests;

/// <summary>
/// The whole record, all nineteen months: on the contracts to the fen, and in the books of the model that shares no code with them.
/// </summary>
public sealed class WholeRecordTests(WholeRecord whole, ITestOutputHelper output) : IClassFixture<WholeRecord>
{
    private FollowedRecord Followed => whole.Followed;

    [Fact]
    public async Task Every_transaction_lands_and_the_sums_are_the_published_ones()
    {
        output.WriteLine(
            $"{Followed.Report.Seconds:0.0} s, {Followed.Report.Trials} trials; {string.Join(", ", Followed.Report.Transactions)}");
        Assert.Equal(Followed.Record.Actions.Count, Followed.Report.Transactions.Values.Sum());
        Assert.Equal(0, Followed.Report.Repeated);
        Assert.Equal(
            Followed.Record.Totals,
            await RecordReconciliation.ReadAsync(Followed.Chain, Followed.Consortium, Followed.Record, CancellationToken.None));
        Assert.Equal(14_600, Followed.Record.Totals.Guarantees);
    }

    [Fact]
    public void Chain_and_model_agree_on_every_call()
    {
        var verdicts = Followed.Opinion.Verdicts;
        output.WriteLine($"{verdicts.Values.Sum()} verdicts: {string.Join(", ", verdicts.OrderByDescending(verdict => verdict.Value))}");
        Assert.Null(Followed.Opinion.Disagreement);
        Assert.Equal(Followed.Record.Actions.Count, Followed.Opinion.Transactions);
        Assert.True(verdicts.Values.Sum() > 10 * Followed.Record.Actions.Count, "Hardly any wrong call was tried.");
        Assert.True(verdicts.Count > 30, $"The wrong calls are refused for {verdicts.Count} reasons only.");
    }

    [Fact]
    public void Chain_and_model_agree_on_every_state_and_balance()
    {
        var sections = Followed.Chain.Read(TenderTables.Sections);
        var guarantees = Followed.Chain.Read(GuaranteeTables.Guarantees);
        output.WriteLine($"{sections.Count} sections, {guarantees.Count} guarantees and decoys");
        Assert.Equal(Followed.Record.Totals.Sections, sections.Count);
        Assert.Equal(Followed.Record.Totals.SealedRecords, guarantees.Count);
        Assert.Null(Followed.Opinion.FindDifference());
    }
}
