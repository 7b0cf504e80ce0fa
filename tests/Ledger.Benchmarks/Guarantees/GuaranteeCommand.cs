using System.CommandLine;
using Ledger.Crypto;
using Ledger.Seeds;

namespace Ledger.Benchmarks;

/// <summary><c>guarantee</c>: whole lives of guarantees through the executor, and one large section opened.</summary>
internal static class GuaranteeCommand
{
    private static readonly Option<int> Percent = new("--percent")
    {
        Description = "How much of the Zhuhai record is played, in percent",
        DefaultValueFactory = _ => 10,
    };
    private static readonly Option<int> Bidders = new("--bidders")
    {
        Description = "Guarantees of the section that is opened",
        DefaultValueFactory = _ => 300,
    };
    private static readonly Option<int> Window = new("--window")
    {
        Description = "Sealed records that its opening key is tried on",
        DefaultValueFactory = _ => 1_500,
    };

    private static readonly Option<int> FaultPermille = new("--fault-permille")
    {
        Description = "Calls on which the contracts throw, of a thousand; two nodes must make the same of it",
        DefaultValueFactory = _ => 0,
    };

    // Played before the clock counts.
    private const int WarmPercent = 3;
    private const int WarmBidders = 64;

    internal static Command Create()
    {
        var command = new Command(
            "guarantee",
            "Plays whole lives – sealed, revealed, awarded, claimed or released – through one executor; opens a section with many bidders.")
        {
            Percent, Bidders, Window, FaultPermille, CommonOptions.Suite, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var suite = arguments.GetValue(CommonOptions.Suite);
        var report = new BenchmarkReport("guarantee");

        // What runs for the first time is compiled first: half of a short run's time, and nothing in a node's, which runs for months.
        await LivesAsync(null, suite, WarmPercent, 0, cancellationToken);
        await new LargeOpening(suite, WarmBidders, WarmBidders).RunAsync(cancellationToken);
        await LivesAsync(report, suite, arguments.GetValue(Percent), arguments.GetValue(FaultPermille), cancellationToken);
        var opening = await new LargeOpening(suite, arguments.GetValue(Bidders), arguments.GetValue(Window)).RunAsync(cancellationToken);
        report.Add("opening_bidders", "guarantees of the section that is opened", arguments.GetValue(Bidders), 0);
        report.Add("opening_window", "sealed records tried", LargeOpening.RecordsIn(arguments.GetValue(Window)), 0);
        report.Add("opening_trial_seconds", "trial decryption, s", opening.Trial.TotalSeconds, 3);
        report.Add("opening_reveal_seconds", "revealing, s", opening.Reveal.TotalSeconds, 3);
        report.Add("opening_seconds", "opened in all, s", (opening.Trial + opening.Reveal).TotalSeconds, 3);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static async Task LivesAsync(
        BenchmarkReport? report, CryptoSuite suite, int percent, int faultPermille, CancellationToken cancellationToken)
    {
        var consortium = ConsortiumSeed.Create(suite: suite);
        var record = ZhuhaiRecord.Generate(consortium, Scaled(percent));
        await using var chain = new ExecutorChain(consortium, faultPermille);
        Console.WriteLine(
            $"guarantee: suite {suite}, {record.Totals.Guarantees} lives in {record.Actions.Count} transactions, " +
            $"{Environment.ProcessorCount} cores{(report is null ? ", to begin with" : string.Empty)}");
        await new RecordPlayer(consortium, record, [chain], chain, new PlayOptions { InFlightMax = 256 })
            .PlayAsync(null, cancellationToken);
        var totals = await RecordReconciliation.ReadAsync(chain, consortium, record, cancellationToken);
        if (totals != record.Totals)
        {
            throw new InvalidOperationException($"The chain's sums differ from the record's: {totals} instead of {record.Totals}.");
        }

        if (report is null)
        {
            return;
        }

        report.Add("lives", "guarantees from sealed to their end", totals.Guarantees, 0);
        report.Add("lives_per_second", "whole lives a second", totals.Guarantees / chain.Executing.TotalSeconds);
        report.Add("transactions", "transactions", chain.Transactions, 0);
        report.Add("contract_faults", "calls on which the contracts were made to fail", chain.Faults, 0);
        report.Add("transactions_per_second", "transactions executed a second", chain.Transactions / chain.Executing.TotalSeconds);
    }

    // No sessions: they are no part of a guarantee's life.
    private static RecordOptions Scaled(int percent) => RecordOptions.Zhuhai with
    {
        Guarantees = RecordOptions.Zhuhai.Guarantees * percent / 100,
        DepositsFen = RecordOptions.Zhuhai.DepositsFen / 100 * percent,
        Sections = RecordOptions.Zhuhai.Sections * percent / 100,
        FailedSections = RecordOptions.Zhuhai.FailedSections * percent / 100,
        PostponedSections = RecordOptions.Zhuhai.PostponedSections * percent / 100,
        Claims = RecordOptions.Zhuhai.Claims * percent / 100,
        PaymentStops = RecordOptions.Zhuhai.PaymentStops * percent / 100,
        ExtendOrPayClaims = RecordOptions.Zhuhai.ExtendOrPayClaims * percent / 100,
        DecryptionFailures = RecordOptions.Zhuhai.DecryptionFailures * percent / 100,
        WithdrawnBids = RecordOptions.Zhuhai.WithdrawnBids * percent / 100,
        ExtendedSections = RecordOptions.Zhuhai.ExtendedSections * percent / 100,
        CredentialCompanies = RecordOptions.Zhuhai.CredentialCompanies * percent / 100,
        Qualifications = RecordOptions.Zhuhai.Qualifications * percent / 100,
        Performances = RecordOptions.Zhuhai.Performances * percent / 100,
        CheckedProjects = RecordOptions.Zhuhai.CheckedProjects * percent / 100,
        CheckedFen = 0, // whatever they come to
        Logins = 0,
        Signatures = 0,
    };
}
