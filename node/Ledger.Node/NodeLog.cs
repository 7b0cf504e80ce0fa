using Ledger.Execution;
using Ledger.Protocol;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>What a node says in its log.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Information, "Node {Node} is at height {Height}, final {Final}")]
    internal static partial void Started(ILogger logger, string node, ulong height, ulong final);

    [LoggerMessage(2, LogLevel.Critical, "Node {Node} halts: {Reason}")]
    internal static partial void Halted(ILogger logger, string node, string reason, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Node {Node} could not reach the orderer, and tries again: {Reason}")]
    internal static partial void OrdererFailed(ILogger logger, string node, string reason);

    [LoggerMessage(
        5,
        LogLevel.Critical,
        "Node {Node} contained a fault of transaction {Transaction}, block {Height}, place {Index}: {Code}. The chain goes on; the " +
        "rules need mending")]
    internal static partial void Contained(
        ILogger logger, string node, Digest? transaction, ulong height, int index, RefusalCode code, Exception cause);

    [LoggerMessage(4, LogLevel.Information, "Node {Node} stopped at height {Height}, final {Final}")]
    internal static partial void Stopped(ILogger logger, string node, ulong height, ulong final);

    [LoggerMessage(
        9, LogLevel.Information, "Node {Node} makes its index anew: {Height} of {Final} blocks. It serves nobody before that is done")]
    internal static partial void Indexing(ILogger logger, string node, ulong height, ulong final);

    [LoggerMessage(10, LogLevel.Information, "Node {Node} takes final blocks {From} to {To} from {Peer}")]
    internal static partial void CaughtUp(ILogger logger, string node, ulong from, ulong to, string peer);

    [LoggerMessage(7, LogLevel.Information, "Node {Node} is ready for callers at height {Height}, final {Final}")]
    internal static partial void Ready(ILogger logger, string node, ulong height, ulong final);

    [LoggerMessage(8, LogLevel.Warning, "Node {Node} is not ready for callers: {Readiness}, at height {Height}, final {Final}")]
    internal static partial void NotReady(ILogger logger, string node, Readiness readiness, ulong height, ulong final);

    [LoggerMessage(6, LogLevel.Warning, "Node {Node}: batch {Height} in the name of {Proposer}: {Outcome}; {Unadmitted} of its " +
        "transactions no honest node admits. The block keeps it as evidence")]
    internal static partial void SuspectBatch(ILogger logger, string node, ulong height, Digest proposer, BatchOutcome outcome,
        int unadmitted);
}
