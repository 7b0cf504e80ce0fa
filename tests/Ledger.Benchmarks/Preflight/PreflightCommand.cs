using System.CommandLine;
using System.Diagnostics;
using Ledger.Client;
using Ledger.Preflight;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Preflight;

/// <summary>
/// <c>preflight</c>: what it costs a command to be told before it sends what the chain would refuse, beside the submission itself.
/// </summary>
internal static class PreflightCommand
{
    private static readonly Option<int> Count = new("--count") { Description = "How many of each", DefaultValueFactory = _ => 100 };

    internal static Command Create()
    {
        var command = new Command(
            "preflight", "Four validators in this process: calls judged on proven state before they are sent, and submitted.")
        {
            Count,
            CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (folder, count) = (Directory.CreateTempSubdirectory("ledger-bench-"), arguments.GetValue(Count));
        try
        {
            var options = new RehearsalOptions { DataDirectory = folder.FullName, Record = null };
            await using var consortium = await ConsortiumRehearsal.StartAsync(options, NullLoggerFactory.Instance, cancellationToken);
            var (centre, trips) = (ConsortiumSeed.Create().Zhuhai, new RoundTrips(new SocketsHttpHandler()));
            using var signer = centre.KeyPair.CreateSigner();
            using var client = LedgerClient.Open(new LedgerClientOptions
            {
                Genesis = GenesisFile.Parse(await File.ReadAllBytesAsync(consortium.GenesisPath, cancellationToken)),
                Node = consortium.Nodes[0].Grpc,
                Signer = new ClientSigner(centre.CertificateId, signer),
                HttpHandler = trips,
                MaxHeadAge = Timeout.InfiniteTimeSpan, // its clock is the record's
            });
            var report = new BenchmarkReport("preflight");
            await MeasureAsync(report, "register", "a subject registered", i => Register(i), client, trips, count, cancellationToken);
            await MeasureAsync(
                report, "project", "a project created, with its doubts", i => Project(i), client, trips, count, cancellationToken);
            report.Finish(arguments.GetValue(CommonOptions.Json));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(
        BenchmarkReport report, string name, string label, Func<int, Call> callOf, LedgerClient client, RoundTrips trips, int count,
        CancellationToken cancellationToken)
    {
        var (before, sent) = (new List<double>(), new List<double>());
        var (requests, rounds) = (0, 0);
        for (var i = -5; i < count; i++)
        {
            var call = callOf(i + 5);
            trips.Reset();
            var started = Stopwatch.GetTimestamp();
            (await client.PreflightAsync([call], cancellationToken: cancellationToken)).EnsureNotRefused();
            var judged = Stopwatch.GetTimestamp();
            var (asked, inTurn) = trips.Read();
            (await client.SubmitAsync(call, cancellationToken: cancellationToken)).EnsureDone();
            if (i >= 0) // the first are cold
            {
                before.Add(Stopwatch.GetElapsedTime(started, judged).TotalMilliseconds);
                sent.Add(Stopwatch.GetElapsedTime(judged).TotalMilliseconds);
                (requests, rounds) = (requests + asked, rounds + inTurn);
            }
        }

        var (judging, sending) = (new Latencies(before), new Latencies(sent));
        report.Add($"{name}_requests", $"{label}: proven entries asked for", (double)requests / count);
        report.Add($"{name}_rounds", $"{label}: round trips, one after the other", (double)rounds / count);
        report.Add($"{name}_p50_ms", $"{label}: judged before, p50 (ms)", judging.Percentile(50));
        report.Add($"{name}_p99_ms", $"{label}: judged before, p99 (ms)", judging.Percentile(99));
        report.Add($"{name}_submit_p50_ms", $"{label}: submitted to final, p50 (ms)", sending.Percentile(50));
    }

    private static Call Register(int number) =>
        new() { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = CodeOf(number), Name = "示例公司" } } };

    private static Call Project(int number)
    {
        var code = $"E440400000{number:D7}001";
        return new Call
        {
            Tender = new TenderCall
            {
                CreateProject = new CreateProject
                {
                    ProjectCode = code[..17],
                    TenderProjectCode = code,
                    Name = "示例工程",
                    TendererUscc = CodeOf(number),
                    Region = "440400",
                    TradeClass = "A02",
                },
            },
        };
    }

    private static string CodeOf(int number)
    {
        var first = $"91440400MA{number:D7}";
        return first + UnifiedSocialCreditCode.CheckCharacter(first);
    }
}
