namespace Ledger.Benchmarks.Scale;

/// <summary>The machines and the network between them, as given.</summary>
/// <param name="Cores">Cores of a validator's machine, each as fast as one of those measured.</param>
/// <param name="BytesPerSecond">What a machine's network carries, each way.</param>
/// <param name="RoundTripSeconds">Between any two machines.</param>
/// <param name="SyncSeconds">Making a write durable.</param>
/// <param name="Orderers">Members of etcd, on machines of their own.</param>
internal sealed record ScaleNetwork(int Cores, double BytesPerSecond, double RoundTripSeconds, double SyncSeconds, int Orderers);

/// <summary>A limit of a consortium and which stage sets it.</summary>
internal sealed record ScaleLimit(string Stage, double PerSecond);

/// <summary>
/// What a consortium of separate machines would reach: for each stage what it could carry alone. Nothing queues and nothing overlaps badly
/// in a model, so it is a bound, and good for which stage comes first rather than for the number.
/// </summary>
internal static class ScaleModel
{
    private const double BatchBytes = 96 * 1024; // most that one key of etcd holds (docs/adr)
    private const double VoteBytes = 180; // height, hash, validator, time, signature, and gRPC's frame
    private const double AnswerBytes = 1_500; // a receipt, a header and two paths; the certificate's votes come on top

    /// <summary>The limits, the lowest first.</summary>
    internal static IReadOnlyList<ScaleLimit> LimitsOf(int hosts, ScaleCosts costs, ScaleNetwork network)
    {
        var inBlock = Math.Max(1, Math.Floor(BatchBytes / costs.TransactionBytes));
        var writer = costs.WriterMicros + ((costs.BlockMicros + (hosts * costs.VoteMicros)) / inBlock);
        var parallel = (costs.AdmissionMicros / hosts) + (costs.VerifyMicros * (hosts - 1) / hosts);
        var answer = (AnswerBytes + (hosts * VoteBytes)) / hosts;
        var votes = (hosts - 1) * VoteBytes / inBlock;
        var leader = costs.TransactionBytes * (network.Orderers - 1 + ((double)hosts / network.Orderers));
        return
        [
            .. new[]
            {
                new ScaleLimit("one writer of a validator", 1e6 / writer),
                new ScaleLimit("all cores of a validator", network.Cores * 1e6 / (writer + parallel)),
                new ScaleLimit("order: one batch after the other", inBlock / (network.RoundTripSeconds + network.SyncSeconds)),
                new ScaleLimit("network of etcd's leader", network.BytesPerSecond / leader),
                new ScaleLimit("network of a validator", network.BytesPerSecond / Math.Max(costs.TransactionBytes + votes, answer + votes)),
            }.OrderBy(limit => limit.PerSecond),
        ];
    }
}
