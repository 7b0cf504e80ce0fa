using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Ledger.Index;
using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>
/// What becomes of single transactions on this node, as spans of OpenTelemetry: <c>admission</c> and <c>order</c> where it was submitted,
/// <c>execution</c> and <c>finality</c> on every node. A transaction's trace has its own id for an id, and whether it is traced follows
/// from that id alone: all nodes trace the same ones, and their spans meet without a word between them. Times are those of the machine,
/// never the chain's. Does nothing while nobody listens.
/// </summary>
/// <param name="node">The node's name, on every span.</param>
/// <param name="oneIn">One transaction of so many is traced, 1 or more.</param>
/// <param name="pace">The machine's clock.</param>
public sealed class TransactionTraces(string node, int oneIn, TimeProvider pace)
{
    /// <summary>The name to listen under.</summary>
    public const string SourceName = "Ledger.Transactions";

    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;
    private static readonly ActivitySource Source = new(SourceName);

    private readonly Queue<(ulong Height, DateTimeOffset Began, DateTimeOffset Ended)> _executed = new();

    /// <summary>Now, for the calls below; nothing where nobody listens.</summary>
    internal DateTimeOffset? Now => Source.HasListeners() ? pace.GetUtcNow() : null;

    /// <summary>The trace of a transaction: the first half of its id.</summary>
    public static ActivityTraceId TraceOf(Digest transaction) =>
        ActivityTraceId.CreateFromBytes(transaction.ToArray().AsSpan(0, TraceIdBytes));

    /// <summary>A submission was admitted that came at <paramref name="came"/>. Safe for use by several threads.</summary>
    internal void OnAdmitted(Digest transaction, DateTimeOffset? came)
    {
        if (came is { } since && IsTraced(transaction))
        {
            Tell("admission", transaction, since, pace.GetUtcNow());
        }
    }

    /// <summary>A batch that was offered at <paramref name="offered"/> has its place in the order.</summary>
    internal void OnOrdered(ProposedBatch batch, DateTimeOffset? offered, ulong sequence)
    {
        if (offered is not { } since)
        {
            return;
        }

        foreach (var transaction in batch.Transactions.Where(one => IsTraced(one.Id)))
        {
            Tell("order", transaction.Id, since, pace.GetUtcNow(), ("ledger.height", sequence));
        }
    }

    /// <summary>A block was executed and written. By the chain's writer alone, as the next one.</summary>
    internal void OnExecuted(ulong height, DateTimeOffset? began)
    {
        if (began is { } since)
        {
            _executed.Enqueue((height, since, pace.GetUtcNow()));
        }
    }

    /// <summary>A block became final here.</summary>
    internal void OnFinal(FinalBlock block)
    {
        while (_executed.TryPeek(out var oldest) && oldest.Height < block.Height)
        {
            _executed.Dequeue();
        }

        if (!_executed.TryPeek(out var executed) || executed.Height != block.Height)
        {
            return; // taken from others, who had it final: nothing was waited for here
        }

        _executed.Dequeue();
        foreach (var (id, receipt) in block.Transactions)
        {
            if (id is { } transaction && IsTraced(transaction))
            {
                Tell(
                    "execution", transaction, executed.Began, executed.Ended, ("ledger.height", block.Height),
                    ("ledger.code", receipt.Code));
                Tell("finality", transaction, executed.Ended, pace.GetUtcNow(), ("ledger.height", block.Height));
            }
        }
    }

    // Whoever grinds ids gets traces of them and nothing else: no more than the exporter's bounded queue takes.
    private bool IsTraced(Digest transaction) =>
        BinaryPrimitives.ReadUInt32BigEndian(transaction.ToArray().AsSpan(24)) % (uint)oneIn == 0;

    private void Tell(
        string name, Digest transaction, DateTimeOffset began, DateTimeOffset ended, params ReadOnlySpan<(string Name, object Value)> tags)
    {
        var id = transaction.ToArray().AsSpan();
        var parent = new ActivityContext(
            TraceOf(transaction), ActivitySpanId.CreateFromBytes(id.Slice(TraceIdBytes, SpanIdBytes)), ActivityTraceFlags.Recorded,
            isRemote: true);
        using var span = Source.StartActivity(name, ActivityKind.Internal, parent, startTime: began);
        if (span is null)
        {
            return;
        }

        span.SetTag("ledger.node", node).SetTag("ledger.transaction", transaction.ToString());
        foreach (var (tag, value) in tags)
        {
            span.SetTag(tag, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }

        span.SetEndTime((ended > began ? ended : began).UtcDateTime);
    }
}
