using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
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

    /// <summary>What the centre recorded of its checks is what anybody comes to from the records, as of the opening.</summary>
    [Fact]
    public void Every_check_of_a_bidder_says_what_its_records_say()
    {
        var records = Followed.Chain.Read(CredentialTables.Records).ToLookup(record => record.Recorded.SubjectUscc);
        var checks = Followed.Chain.Read(CredentialTables.Checks);
        Assert.Equal(Followed.Record.Totals.CheckedProjects, checks.Count);
        Assert.All(checks, check =>
        {
            var subject = new SubjectRecords(check.Recorded.SubjectUscc, [.. records[check.Recorded.SubjectUscc]], IsComplete: true);
            var section = Followed.Chain.Find(TenderTables.Sections, TenderTables.Sections.Key(check.Recorded.SectionCode))!;
            var answer = RequirementEvaluator.Evaluate(RequirementOf(section), [subject], Followed.Chain.State, check.Recorded.AsOf);
            Assert.Equal(check.Recorded.Outcomes, answer.Items.Select(item => item.Outcome));
            Assert.All(answer.Items, item => Assert.False(item.IsLate || item.IsConflicting));
        });
        Assert.Contains(checks, check => check.Recorded.Outcomes.All(outcome => outcome == CheckOutcome.Met));
    }

    private static Requirement RequirementOf(Section section) => new(
        section.Announced.Name,
        section.OpeningTime,
        [
            new QualificationItem(
                "q", CredentialPlanner.TypeFor(section.TradeClass), section.TradeClass == "D" ? "B" : "C", Certified: true),
            new PerformanceItem("p", section.TradeClass[..1], 0, 1, 0, Accepted: true),
            new NoCreditItem("c", [CreditKind.Penalty, CreditKind.Blacklist]),
        ]);
}
