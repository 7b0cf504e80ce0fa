using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Client.Passports;
using Ledger.Passports;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Schema.Guarantee;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>passport</c>: plays the record, makes passports of its guarantees, revealed and sealed, and measures what they weigh and how long
/// checking one takes. A passport carries the whole transaction that issued its guarantee, so the batch's size decides its own: figures are
/// by batch size.
/// </summary>
internal static class PassportCommand
{
    private const int TargetBytes = 16 * 1024;
    private const int Rounds = 5;
    private static readonly Option<int> Count = new("--count")
    {
        Description = "How many guarantees, spread over the state",
        DefaultValueFactory = _ => 200,
    };
    private static readonly Option<bool> Whole = new("--zhuhai") { Description = "Play the whole record, not a hundredth of it" };

    internal static Command Create()
    {
        var command = new Command(
            "passport",
            "Size of guarantees' passports on the Zhuhai seed consortium, and the time that checking one takes.") { Count,
            Whole,
            CommonOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            var options = new RehearsalOptions
            {
                DataDirectory = folder.FullName,
                Record = arguments.GetValue(Whole) ? RecordOptions.Zhuhai : RecordOptions.Mini,
            };
            await using var consortium = await ConsortiumRehearsal.StartAsync(options, NullLoggerFactory.Instance, cancellationToken);
            await consortium.RunAsync(new Silence(), cancellationToken);
            var genesis = GenesisFile.Parse(await File.ReadAllBytesAsync(consortium.GenesisPath, cancellationToken));
            using var client = LedgerClient.Open(new LedgerClientOptions { Genesis = genesis, Node = consortium.Nodes[0].Grpc });
            var samples = await MeasureAsync(client, genesis, arguments.GetValue(Count), cancellationToken);
            Show(samples, arguments.GetValue(CommonOptions.Json));
            return samples.All(sample => sample.IsValid) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<Sample>> MeasureAsync(
        LedgerClient client, GenesisFile genesis, int count, CancellationToken cancellationToken)
    {
        var listing = await client.ListAsync(GuaranteeTables.Guarantees.Prefix.ToArray(), cancellationToken: cancellationToken);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"passport: {listing.Entries.Count} guarantees with decoys at height {listing.Height}"));
        var (builder, verifier) = (new PassportBuilder(client), new PassportVerifier(PassportTrust.Of(genesis)));
        var (samples, every) = (new List<Sample>(), Math.Max(1, listing.Entries.Count / count));
        foreach (var entry in listing.Entries.Where((_, index) => index % every == 0).Take(count))
        {
            var record = Guarantee.Parser.ParseFrom(entry.Value.Span);
            var built = Stopwatch.GetTimestamp();
            var passport = await builder.BuildGuaranteeAsync(record.GuaranteeId.Memory, cancellationToken: cancellationToken);
            var buildMs = Stopwatch.GetElapsedTime(built).TotalMilliseconds;
            var file = PassportFile.Encode(passport!);
            var isValid = verifier.Verify(file).IsValid; // what is cold is not measured
            samples.Add(new Sample(record.State, BatchOf(passport!), file.Length, buildMs, BestMs(() => verifier.Verify(file)), isValid));
        }

        return samples;
    }

    // The best of some, as the consortium and the machine do other things as well.
    private static double BestMs(Action work) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    });

    private static int BatchOf(Passport passport)
    {
        var transaction = Transaction.Parser.ParseFrom(
            passport.Blocks.Single(block => block.Transactions.Count == 1).Transactions[0].Transaction);
        return TxBody.Parser.ParseFrom(transaction.Body).Calls.Sum(call => call.Guarantee?.Issue?.Guarantees.Count ?? 0);
    }

    private static void Show(List<Sample> samples, FileInfo? file)
    {
        var report = new BenchmarkReport("passport");
        var rows = new JsonArray();
        foreach (var group
            in samples.GroupBy(sample => (sample.Batch, IsSealed: sample.State == GuaranteeState.IssuedSealed)).OrderBy(group => group.Key))
        {
            var sizes = group.Select(sample => sample.Bytes).Order().ToList();
            var name = string.Create(
                CultureInfo.InvariantCulture, $"batch of {group.Key.Batch}, {(group.Key.IsSealed ? "sealed" : "revealed or later")}");
            report.Add(
                $"batch{group.Key.Batch}_{(group.Key.IsSealed ? "sealed" : "open")}_bytes_max",
                $"{name}: {sizes.Count} passports, bytes, most",
                sizes[^1],
                0);
            rows.Add(
                new JsonObject
                {
                    ["batch"] = group.Key.Batch,
                    ["sealed"] = group.Key.IsSealed,
                    ["passports"] = sizes.Count,
                    ["bytes_median"] = sizes[sizes.Count / 2],
                    ["bytes_max"] = sizes[^1],
                });
        }

        report.AddRows("sizes", rows);
        var times = samples.Select(sample => sample.VerifyMs).Order().ToList();
        report.Add(
            "within_16_kib_percent",
            "of all, within 16 KiB, percent",
            100.0 * samples.Count(sample => sample.Bytes <= TargetBytes) / samples.Count);
        report.Add("verify_ms_p50", "checking one, ms, median", times[times.Count / 2], 2);
        report.Add("verify_ms_p99", "checking one, ms, 99 %", times[times.Count * 99 / 100], 2);
        report.Add(
            "build_ms_p50",
            "making one from a node, ms, median",
            samples.Select(sample => sample.BuildMs).Order().ElementAt(samples.Count / 2));
        report.Add("invalid", "passports that do not verify", samples.Count(sample => !sample.IsValid), 0);
        report.Finish(file);
    }

    private sealed record Sample(GuaranteeState State, int Batch, int Bytes, double BuildMs, double VerifyMs, bool IsValid);

    private sealed class Silence : IRehearsalView
    {
        public void Started(IReadOnlyList<RehearsalNode> nodes, ulong height)
        {
        }

        public void Playing(PlayProgress progress)
        {
        }

        public void Auditing(AuditProgress progress)
        {
        }

        public void Finished(RehearsalReport report)
        {
        }
    }
}
