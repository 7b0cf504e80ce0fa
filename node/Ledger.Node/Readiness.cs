namespace Ledger.Node;

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
