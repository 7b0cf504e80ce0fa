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

/// <summary>Whether a node can do what callers ask of it, and if not, why.</summary>
public enum Readiness
{
    /// <summary>It takes transactions, and shows the newest final state.</summary>
    Ready = 0,

    /// <summary>It has not executed what is ordered: what it shows is old.</summary>
    CatchingUp = 1,

    /// <summary>Blocks wait, and none has become final for a while: too few validators vote, or this node is cut off.</summary>
    Stalled = 2,

    /// <summary>It stops or has halted.</summary>
    Stopped = 3,
}
