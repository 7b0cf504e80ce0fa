using Microsoft.Extensions.Logging;

namespace Ledger.Ordering.Etcd;

/// <summary>What the engine says in a node's log.</summary>
internal static partial class EtcdLog
{
    [LoggerMessage(40, LogLevel.Information, "The order of chain {Chain} begins in etcd")]
    internal static partial void Begun(ILogger logger, string chain);

    [LoggerMessage(41, LogLevel.Information, "etcd's watch broke and is made again: {Reason}")]
    internal static partial void WatchBroke(ILogger logger, string reason);

    [LoggerMessage(42, LogLevel.Information, "The newest batch in etcd could not be looked up: {Reason}")]
    internal static partial void NotLookedUp(ILogger logger, string reason);

    [LoggerMessage(43, LogLevel.Warning, "That batches below {Below} are not needed any more could not be told to etcd: {Reason}")]
    internal static partial void NotReleased(ILogger logger, ulong below, string reason);

    [LoggerMessage(44, LogLevel.Information, "Batches {First} up to, not including, {Below} are deleted from etcd")]
    internal static partial void Deleted(ILogger logger, ulong first, ulong below);
}
