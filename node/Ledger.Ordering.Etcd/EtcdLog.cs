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

    [LoggerMessage(45, LogLevel.Warning, "This validator's key runs elsewhere as well, at {Holder}: waiting whether it goes")]
    internal static partial void FenceHeld(ILogger logger, string holder);

    [LoggerMessage(46, LogLevel.Information, "That this validator's key runs here is in etcd for some seconds more: {Reason}")]
    internal static partial void FenceNotLetGo(ILogger logger, string reason);

    [LoggerMessage(47, LogLevel.Information, "etcd was not looked after: {Reason}")]
    internal static partial void NotLookedAfter(ILogger logger, string reason);

    [LoggerMessage(48, LogLevel.Warning, "etcd is at its quota: old revisions are let go, and its members defragmented")]
    internal static partial void MakesRoom(ILogger logger);

    [LoggerMessage(49, LogLevel.Warning, "etcd takes batches again. Where it is soon full again, a reader releases nothing")]
    internal static partial void RoomMade(ILogger logger);

    [LoggerMessage(58, LogLevel.Information, "etcd's member {Endpoint} is defragmented: {Before} bytes before, {After} after")]
    internal static partial void Defragmented(ILogger logger, Uri endpoint, long before, long after);
}
