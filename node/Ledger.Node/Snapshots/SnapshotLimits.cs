namespace Ledger.Node.Snapshots;

/// <summary>Sizes of snapshots and their parts (docs/spec/peers.md).</summary>
public static class SnapshotLimits
{
    /// <summary>Leaves in one chunk of the history of headers.</summary>
    public const int HistoryChunkLeaves = 4_096;

    /// <summary>Most bytes of the blocks that come along, in all.</summary>
    public const int BlocksBytesMax = 8 * 1024 * 1024;

    /// <summary>Most changes of the validator set in one answer.</summary>
    public const int LinksMax = 64;

    /// <summary>Most keys that part the state.</summary>
    public const int BoundsMax = 4_096;

    /// <summary>About how much of the state lies between two of them, in bytes.</summary>
    public const long RangeBytes = 4L * 1024 * 1024;

    /// <summary>Longest answer that is sent or read, in bytes.</summary>
    public const int MessageBytesMax = 12 * 1024 * 1024;
}
