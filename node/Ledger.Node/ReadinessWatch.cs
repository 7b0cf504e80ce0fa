namespace Ledger.Node;

/// <summary>Judges a node's readiness from what its loop does. One writer, any readers.</summary>
internal sealed class ReadinessWatch(NodeOptions options, TimeProvider pace)
{
    private ulong _final;
    private long _movedAt = pace.GetTimestamp();
    private volatile bool _sawTheEnd;

    /// <summary>The loop has read from the order. Fewer batches than it asked for are all that there are.</summary>
    internal void OnRead(int count)
    {
        if (count < options.ReadBatchesMax)
        {
            _sawTheEnd = true;
        }
    }

    /// <summary>The loop turned: with nothing that waits to be final, or with more that is, it gets on.</summary>
    internal void OnTurn(ulong head, ulong final)
    {
        if (head == final || final > _final)
        {
            _final = final;
            Volatile.Write(ref _movedAt, pace.GetTimestamp());
        }
    }

    /// <param name="backlog">Batches known to be ordered and not executed.</param>
    internal Readiness Judge(ulong backlog) => !_sawTheEnd || backlog > (ulong)options.ReadyBehindMax ? Readiness.CatchingUp
        : pace.GetElapsedTime(Volatile.Read(ref _movedAt)).TotalMilliseconds > options.ReadyStallMs ? Readiness.Stalled
        : Readiness.Ready;
}
