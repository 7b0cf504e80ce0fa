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

    [LoggerMessage(4, LogLevel.Information, "Node {Node} stopped at height {Height}, final {Final}")]
    internal static partial void Stopped(ILogger logger, string node, ulong height, ulong final);
}
