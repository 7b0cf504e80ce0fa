using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mail;

/// <summary>What mail says in the log: counts and failures. Never an address, a digest, a key or a client.</summary>
internal static partial class MailLog
{
    [LoggerMessage(EventId = 1, EventName = "MailOpened", Level = LogLevel.Information,
        Message = "{Kind} opened: {Count} of {Bytes} bytes")]
    internal static partial void Opened(this ILogger logger, string kind, int count, long bytes);

    [LoggerMessage(EventId = 2, EventName = "MailFull", Level = LogLevel.Warning,
        Message = "{Kind}: one was refused by {Code}, for {Count} of {Bytes} bytes are held")]
    internal static partial void Full(this ILogger logger, string kind, RefusalCode code, int count, long bytes);

    [LoggerMessage(EventId = 3, EventName = "MailStoreFailed", Level = LogLevel.Error,
        Message = "The store for mail failed ({Error}): letters and documents are refused until the node is started again")]
    internal static partial void StoreFailed(this ILogger logger, StorageError error, Exception exception);

    [LoggerMessage(EventId = 4, EventName = "DiskNotAsked", Level = LogLevel.Error,
        Message = "The disk for mail cannot be asked for its free space")]
    internal static partial void DiskNotAsked(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 5, EventName = "MailExpired", Level = LogLevel.Information, Message = "{Kind}: {Count} expired")]
    internal static partial void Expired(this ILogger logger, string kind, int count);
}
