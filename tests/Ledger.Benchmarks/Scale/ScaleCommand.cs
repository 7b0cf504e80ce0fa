using System.CommandLine;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks.Scale;

/// <summary><c>scale</c>: a model, fitted to a short run here, of a consortium on separate machines.</summary>
internal static class ScaleCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private static readonly Option<string> Hosts = new("--hosts")
    {
        Description = "How many machines, FROM..TO, doubled at each step",
        DefaultValueFactory = _ => "4..64",
    };
    private static readonly Option<int> Cores = new("--cores") { Description = "Cores of each machine", DefaultValueFactory = _ => 8 };
    private static readonly Option<double> Mbit = new("--mbit")
    {
        Description = "Bandwidth of each machine, in Mbit/s each way",
        DefaultValueFactory = _ => 1_000,
    };
    private static readonly Option<double> RoundTrip = new("--rtt-ms")
    {
        Description = "Round trip between machines, in ms",
        DefaultValueFactory = _ => 2,
    };
    private static readonly Option<double> Sync = new("--sync-ms")
    {
        Description = "Making a write durable, in ms",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<int> Orderers = new("--orderers") { Description = "Members of etcd", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to measure the stages' costs, in seconds",
        DefaultValueFactory = _ => 8,
    };

    internal static Command Create()
    {
        var command = new Command(
            "scale",
            "A model, no measurement: what a consortium of separate machines would reach and which stage bounds it, from stage costs " +
            "measured in a short run here, message sizes, and the network given.")
        {
            Hosts, Cores, Mbit, RoundTrip, Sync, Orderers, Seconds, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var range = arguments.GetValue(Hosts)!.Split("..");
        if (range.Length != 2 || !int.TryParse(range[0], out var from) || !int.TryParse(range[1], out var to) || from < 1 || to < from)
        {
            await Console.Error.WriteLineAsync("--hosts takes FROM..TO, such as 4..64.");
            return 2;
        }

        var network = new ScaleNetwork(
            arguments.GetValue(Cores), arguments.GetValue(Mbit) * 1e6 / 8, arguments.GetValue(RoundTrip) / 1_000,
            arguments.GetValue(Sync) / 1_000, arguments.GetValue(Orderers));
        var costs = await ScaleCosts.MeasureAsync(WarmUp, TimeSpan.FromSeconds(arguments.GetValue(Seconds)), cancellationToken);
        Console.WriteLine("scale: A MODEL, NOT A MEASUREMENT. Fitted to four validators in this process, here and now:");
        Console.WriteLine(
            $"  a transaction of {costs.TransactionBytes} bytes: {costs.AdmissionMicros:N0} us where it is taken in (with its client), " +
            $"{costs.VerifyMicros:N0} us to check elsewhere, {costs.WriterMicros:N0} us in each writer;");
        Console.WriteLine($"  a block: {costs.BlockMicros:N0} us to vote for, {costs.VoteMicros:N0} us for each vote taken in.");
        Console.WriteLine(
            $"Given: {network.Cores} cores, {arguments.GetValue(Mbit):N0} Mbit/s, {arguments.GetValue(RoundTrip)} ms round trip, " +
            $"{arguments.GetValue(Sync)} ms to sync, {network.Orderers} members of etcd.\n");
        Console.WriteLine($"  {"hosts",5} {"a second",9}  {"bounded by",-34} then");

        var report = new BenchmarkReport("scale");
        var rows = new JsonArray();
        for (var hosts = from; hosts <= to; hosts *= 2)
        {
            var limits = ScaleModel.LimitsOf(hosts, costs, network);
            Console.WriteLine(
                $"  {hosts,5} {limits[0].PerSecond,9:N0}  {limits[0].Stage,-34} {limits[1].Stage} at {limits[1].PerSecond:N0}");
            rows.Add(new JsonObject
            {
                ["hosts"] = hosts,
                ["limits"] = new JsonArray([.. limits.Select(limit => new JsonObject
                {
                    ["stage"] = limit.Stage,
                    ["per_second"] = Math.Round(limit.PerSecond),
                })]),
            });
        }

        Console.WriteLine();
        report.AddRows("model", rows);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }
}
