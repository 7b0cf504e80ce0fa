using Ledger.Crypto;
using Ledger.Node;

namespace Ledger.Benchmarks.Scale;

/// <summary>What a short run of four validators in this process measured, in microseconds and bytes.</summary>
/// <param name="AdmissionMicros">
/// Of a transaction, on the node that takes it: admission, the API, and the client, which is not told apart.
/// </param>
/// <param name="VerifyMicros">Checking a transaction's signature, on every other node.</param>
/// <param name="WriterMicros">Of a transaction, in the one writer of each node, but for what follows.</param>
/// <param name="BlockMicros">Of a block, in the one writer: signing the vote.</param>
/// <param name="VoteMicros">Of each vote that is taken in, in the one writer.</param>
/// <param name="TransactionBytes">A transaction.</param>
internal sealed record ScaleCosts(
    double AdmissionMicros, double VerifyMicros, double WriterMicros, double BlockMicros, double VoteMicros, int TransactionBytes)
{
    private const int Nodes = 4;
    private const int Signers = 200;
    private const int InFlight = 400;
    private const int SignedPerSecond = 3_000;

    /// <summary>Measures them for so long.</summary>
    internal static async Task<ScaleCosts> MeasureAsync(TimeSpan warmUp, TimeSpan duration, CancellationToken cancellationToken)
    {
        var chain = BenchmarkChain.Create(CryptoSuite.Guomi, Signers, DateTimeOffset.UtcNow);
        await using var consortium = await BenchmarkConsortium.StartAsync(chain, new NodeOptions(), cancellationToken);
        var transactions = GuaranteeWorkload.Sign(chain, (int)((warmUp + duration).TotalSeconds * SignedPerSecond));
        var load = new ClosedLoad(consortium.Clients, transactions);
        await load.RunAsync(InFlight, int.MaxValue, warmUp, cancellationToken);
        using var stages = new StageProfile();
        var height = consortium.Nodes[0].Runner.Core.Finality.FinalHeight;
        var cpu = Environment.CpuUsage.TotalTime;
        var result = await load.RunAsync(InFlight, int.MaxValue, duration, cancellationToken);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var blocks = consortium.Nodes[0].Runner.Core.Finality.FinalHeight - height;
        return From(stages.Micros(), result.Latencies.Count, blocks, cpu.TotalMicroseconds, transactions[0].Length);
    }

    /// <summary>Shares out what all nodes together took.</summary>
    /// <param name="stages">By stage, the sum over nodes and transactions.</param>
    /// <param name="transactions">How many became final.</param>
    /// <param name="blocks">In how many blocks.</param>
    /// <param name="cpuMicros">What the process took, stages and all else.</param>
    /// <param name="transactionBytes">A transaction.</param>
    private static ScaleCosts From(
        IReadOnlyDictionary<string, double> stages, long transactions, ulong blocks, double cpuMicros, int transactionBytes)
    {
        // Stages are timed by the clock: where more wants to run than there are cores, that is brought down to the time of the CPU.
        var all = stages.Values.Sum();
        var part = Math.Min(1, cpuMicros / all);
        double Of(string stage) => part * stages.GetValueOrDefault(stage);
        var (admission, verify, vote, finality) = (Of("admission"), Of("verify"), Of("vote"), Of("finality"));
        var writer = (part * all) - admission - verify - vote - finality;
        var rest = cpuMicros - (part * all);
        var ofBlocks = (double)Math.Max(1, blocks) * Nodes;
        return new ScaleCosts(
            (admission + rest) / transactions,
            verify / transactions / (Nodes - 1), // a node does not check again what its own admission checked
            writer / transactions / Nodes,
            vote / ofBlocks,
            finality / ofBlocks / Nodes,
            transactionBytes);
    }
}
