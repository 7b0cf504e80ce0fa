using System.CommandLine;
using System.Diagnostics;
using Ledger.Execution;
using Ledger.Node;
using Ledger.Node.Snapshots;

namespace Ledger.Benchmarks.CatchUp;

/// <summary><c>catch-up</c>: a new node over TLS, by all blocks of a long chain, and at a snapshot of a large state.</summary>
internal static class CatchUpCommand
{
    private const int Signers = 250;
    private const int GuaranteesEach = 32; // a transaction of twice as many is over its limit
    private const int LargeEach = 2; // of these transactions a block has room for
    private const ulong SnapshotEvery = 64;

    private static readonly Option<int> Blocks = new("--blocks")
    {
        Description = "Blocks of the long chain",
        DefaultValueFactory = _ => 5_000,
    };

    private static readonly Option<int> PerBlock = new("--per-block")
    {
        Description = "Transactions of each, 1 to 100",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int> Keys = new("--keys")
    {
        Description = "Guarantees in the large state",
        DefaultValueFactory = _ => 50_000,
    };

    internal static Command Create()
    {
        var command = new Command(
            "catch-up",
            "A new node over TLS from two others: every block of a long chain of small blocks, and a snapshot of a large state with the " +
            "blocks above it. 100,000 blocks and a million guarantees take minutes to make and some GB of disk.")
        { Blocks, PerBlock, Keys, CommonOptions.Json };
        PerBlock.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 100)
            {
                given.AddError("--per-block is 1 to 100.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (blocks, perBlock, keys) = (arguments.GetValue(Blocks), arguments.GetValue(PerBlock), arguments.GetValue(Keys));
        var report = new BenchmarkReport("catch-up");
        var source = BenchmarkChain.Create(Crypto.CryptoSuite.Guomi, Signers, DateTimeOffset.UtcNow);
        var options = new NodeOptions
        {
            Execution = new ExecutionOptions { VerifyParallelism = Environment.ProcessorCount, SnapshotEvery = SnapshotEvery },
        };
        await MeasureAsync(
            source, options, new Size(blocks, perBlock, GuaranteesEach: 1),
            async (node, chain) =>
            {
                var took = await TimeAsync(() => node.RunToAsync((ulong)blocks, cancellationToken));
                report.Add("blocks", "blocks", blocks, 0);
                report.Add("blocks_seconds", "by blocks, the node starting included (s)", took.TotalSeconds);
                report.Add("blocks_per_second", "blocks a second", blocks / took.TotalSeconds, 0);
                report.Add("transactions_per_second", "transactions a second", (double)blocks * perBlock / took.TotalSeconds, 0);
            },
            cancellationToken);
        var large = new Size((keys / (GuaranteesEach * LargeEach)) + 1, LargeEach, GuaranteesEach);
        await MeasureAsync(
            source, options, large,
            async (node, chain) =>
            {
                var outcome = SnapshotJoinOutcome.NoneOffered;
                var joined = await TimeAsync(async () => outcome = await node.JoinAsync(cancellationToken));
                var level = await TimeAsync(() => node.RunToAsync(chain.Core.Chain.Head.Height, cancellationToken));
                report.Add("keys", "keys of the state", chain.Keys, 0);
                report.Add("outcome", "by a snapshot", $"{outcome}");
                report.Add("snapshot_seconds", "taken, proven and built (s)", joined.TotalSeconds);
                report.Add("level_seconds", "and the blocks above it (s)", (joined + level).TotalSeconds);
            },
            cancellationToken);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static async Task MeasureAsync(
        BenchmarkChain source, NodeOptions options, Size size, Func<NewNode, MadeChain, Task> measure, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            using var chain = new MadeChain(source, Path.Combine(directory.FullName, "made"), options);
            var making = await TimeAsync(() => Task.Run(() => Make(source, chain, size, cancellationToken), cancellationToken));
            Console.WriteLine(
                $"catch-up: {size.Blocks} blocks of {size.PerBlock} transactions, {size.GuaranteesEach} guarantees each, made in " +
                $"{making.TotalSeconds:F0} s");
            await using var node = await NewNode.ConnectAsync(
                source, chain, Path.Combine(directory.FullName, "new"), options, cancellationToken);
            await measure(node, chain);
            if (!node.HasStateOf(chain))
            {
                throw new InvalidOperationException("The new node has come to another block than the chain that it caught up with.");
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // Signed some blocks ahead, so that memory holds a part of the chain alone.
    private static void Make(BenchmarkChain source, MadeChain chain, Size size, CancellationToken cancellationToken)
    {
        const int Ahead = 256;
        for (var made = 0; made < size.Blocks; made += Ahead)
        {
            var count = Math.Min(Ahead, size.Blocks - made);
            foreach (var transactions in GuaranteeWorkload.Sign(source, count * size.PerBlock, size.GuaranteesEach).Chunk(size.PerBlock))
            {
                cancellationToken.ThrowIfCancellationRequested();
                chain.Make(transactions);
            }
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private sealed record Size(int Blocks, int PerBlock, int GuaranteesEach);
}
