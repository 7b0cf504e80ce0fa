using Microsoft.Extensions.Logging;

namespace Ledger.Node.Snapshots;

/// <summary>What a node that begins at a snapshot says in its log.</summary>
internal static partial class SnapshotLog
{
    [LoggerMessage(11, LogLevel.Information, "Node {Node} begins at the snapshot of block {Height}, which {Peers} other nodes vouch for")]
    internal static partial void Begun(ILogger logger, string node, ulong height, int peers);

    [LoggerMessage(12, LogLevel.Information, "Node {Node} has {Done} of {Total} parts of the snapshot of block {Height}, {Megabytes} MB; " +
        "about {SecondsLeft} s are left")]
    internal static partial void Progress(ILogger logger, string node, ulong height, int done, int total, long megabytes, long secondsLeft);

    [LoggerMessage(13, LogLevel.Information, "Node {Node} stands at block {Height}: {Keys} keys of the state lead to its root")]
    internal static partial void Joined(ILogger logger, string node, ulong height, long keys);

    [LoggerMessage(14, LogLevel.Warning, "Node {Node} waits for a snapshot: {Reason}")]
    internal static partial void Waiting(ILogger logger, string node, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Node {Node} begins at genesis and takes blocks: {Reason}")]
    internal static partial void ByBlocks(ILogger logger, string node, string reason);

    [LoggerMessage(16, LogLevel.Warning, "Node {Node} drops what it had of the snapshot of block {Height}, which nobody offers any more")]
    internal static partial void Dropped(ILogger logger, string node, ulong height);
}
