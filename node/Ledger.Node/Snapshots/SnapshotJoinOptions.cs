namespace Ledger.Node.Snapshots;

/// <summary>How a node begins at a snapshot.</summary>
public sealed record SnapshotJoinOptions
{
    /// <summary>After this long without anything new a node that has nothing of a snapshot yet begins by blocks, in milliseconds.</summary>
    public int PatienceMs { get; init; } = 30_000;

    /// <summary>So long a node waits before it asks again, in milliseconds.</summary>
    public int PauseMs { get; init; } = 500;

    /// <summary>A line of the log tells how far it is after this long, in milliseconds.</summary>
    public int ProgressMs { get; init; } = 5_000;
}

/// <summary>How a node came to begin.</summary>
public enum SnapshotJoinOutcome
{
    /// <summary>It has a chain already.</summary>
    HasChain,

    /// <summary>It stands at a snapshot now.</summary>
    Joined,

    /// <summary>No snapshot is offered by enough of the others: it begins at genesis, and takes blocks.</summary>
    NoneOffered,
}
