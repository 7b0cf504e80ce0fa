using System.Diagnostics.Metrics;

namespace Ledger.Node;

/// <summary>Where a node stands, as gauges with its name; they go with it.</summary>
internal sealed class NodeGauges : IDisposable
{
    private readonly Meter _meter = new("Ledger.Node");
    private readonly KeyValuePair<string, object?> _node;

    internal NodeGauges(string node, INode core, TimeProvider clock, Func<ulong> backlog, Func<Readiness> readiness)
    {
        _node = new KeyValuePair<string, object?>("node", node);
        Add("ledger.height", "{block}", "Newest block executed here", () => core.Chain.Head.Height);
        Add("ledger.final.height", "{block}", "Newest final block known here", () => core.Finality.FinalHeight);
        Add("ledger.final.age", "s", "How far the newest final block's time is behind this machine's clock",
            () => (clock.GetUtcNow().ToUnixTimeMilliseconds() - (core.Chain.Blocks.GetHeader(core.Finality.FinalHeight)?.Time ?? 0)) / 1e3);
        Add("ledger.backlog", "{batch}", "Batches that are known to be ordered and wait to be executed here", () => backlog());
        Add("ledger.pool.transactions", "{transaction}", "Transactions that wait or are in flight here", () => core.Pool.Count);
        Add("ledger.pool.bytes", "By", "Their bytes", () => core.Pool.Bytes);
        Add("ledger.equivocations", "{proof}", "Proofs that a key signed two blocks of one height", () => core.Finality.Equivocations);
        Add("ledger.validators", "{validator}", "Validators of the next block", () => core.Chain.Head.NextValidators.Ids.Count);
        Add("ledger.ready", "1", "1 while the node is ready for callers, 0 otherwise", () => readiness() == Readiness.Ready ? 1 : 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Add(string name, string unit, string description, Func<double> value) =>
        _meter.CreateObservableGauge(name, () => new Measurement<double>(value(), _node), unit, description);
}
