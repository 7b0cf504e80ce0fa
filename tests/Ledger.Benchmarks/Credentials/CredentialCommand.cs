using System.CommandLine;
using System.Diagnostics;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;

namespace Ledger.Benchmarks.Credentials;

/// <summary><c>credential</c>: requirements of five items checked on proofs, among so many records.</summary>
internal static class CredentialCommand
{
    private static readonly Option<int> Records = new("--records")
    {
        Description = "Credentials in the state",
        DefaultValueFactory = _ => 1_000_000,
    };
    private static readonly Option<int> Checks = new("--checks") { Description = "Checks to make", DefaultValueFactory = _ => 5_000 };

    private static readonly Requirement Asked = new("资格", CredentialState.Time, [
        new QualificationItem("q", "D110", "B", Certified: true),
        new PerformanceItem("p", "A", 1, 5, 0, Accepted: true),
        new PersonItem("k", "JZS1", "市政公用工程", 2),
        new NoCreditItem("c", [CreditKind.Penalty, CreditKind.Blacklist]),
        new ScoreItem("s", "S1", 6_000),
    ]);

    internal static Command Create()
    {
        var command = new Command(
            "credential",
            "A requirement of five items checked: the bidder's twelve records proved complete at the node with what the catalogue says, " +
            "the proofs checked and the answer found at the client.") { Records, Checks, CommonOptions.Suite, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var hasher = Hashers.For(arguments.GetValue(CommonOptions.Suite));
        Console.WriteLine($"credential: {arguments.GetValue(Records):N0} records, {CredentialState.RecordsOfSubject} of each subject");
        using var state = new CredentialState(hasher, arguments.GetValue(Records));
        var random = new Random(1);
        var (node, client, bytes) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < arguments.GetValue(Checks); i++)
        {
            var uscc = CredentialState.Uscc(random.Next(state.Subjects));
            var started = Stopwatch.GetTimestamp();
            var list = state.State.ProvePrefix(CredentialTables.RecordPrefix(uscc), state.Height, StateLimits.PageEntriesMax);
            var type = state.State.Prove(CredentialTables.Catalog.Key("D110"), state.Height);
            node.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
            Check(uscc, list, type, state.State.Root, hasher);
            client.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            bytes.Add(list.ToMessage().CalculateSize() + type.ToMessage().CalculateSize());
        }

        var report = new BenchmarkReport("credential");
        var (made, checkedIn) = (new Latencies(node), new Latencies(client));
        report.Add("checks_per_second", "checks a second, node and client on one core", 1_000 / (node.Average() + client.Average()), 0);
        report.Add("node_p50_ms", "at the node, median ms", made.Percentile(50), 3);
        report.Add("node_p99_ms", "at the node, p99 ms", made.Percentile(99), 3);
        report.Add("client_p50_ms", "at the client, median ms", checkedIn.Percentile(50), 3);
        report.Add("bytes", "bytes of records and proofs", bytes.Average(), 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static void Check(string uscc, Protocol.Proofs.PrefixProof list, Protocol.Proofs.StateProof type, byte[] root, IHasher hasher)
    {
        var verdict = PrefixProofVerifier.Verify(root, list, hasher);
        if (verdict.Error != ProofError.None || StateProofVerifier.Verify(root, type, hasher) != ProofError.None)
        {
            throw new InvalidOperationException("A proof of the state does not verify.");
        }

        var proven = new PartialState();
        proven.Add(type.Key, type.Value);
        var subject = new SubjectRecords(
            uscc,
            [.. list.Entries.Select(entry => CredentialRecord.Parser.ParseFrom(entry.Value))],
            verdict.FromStart && verdict.ToEnd);
        if (!proven.TryEvaluate(one => RequirementEvaluator.Evaluate(Asked, [subject], one), out var answer)
            || answer!.Outcome != CheckOutcome.Met)
        {
            throw new InvalidOperationException("The bidder meets all five items, and the answer says otherwise.");
        }
    }
}
