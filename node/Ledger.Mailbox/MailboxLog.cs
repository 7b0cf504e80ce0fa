using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mailbox;

/// <summary>What mailboxes say in the log: counts and failures. Never an address, a digest or a client.</summary>
internal static partial class MailboxLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "MailboxesOpened",
        Level = LogLevel.Information,
        Message = "Mailboxes opened: {Letters} letters of {Bytes} bytes")]
    internal static partial void Opened(this ILogger logger, int letters, long bytes);

    [LoggerMessage(
        EventId = 2,
        EventName = "MailboxesFull",
        Level = LogLevel.Warning,
        Message = "A letter was refused by {Code}: {Letters} letters of {Bytes} bytes are held")]
    internal static partial void Full(this ILogger logger, RefusalCode code, int letters, long bytes);

    [LoggerMessage(
        EventId = 3,
        EventName = "MailStoreFailed",
        Level = LogLevel.Error,
        Message = "The store for mail failed ({Error}): letters and documents are refused until the node is started again")]
    internal static partial void StoreFailed(this ILogger logger, StorageError error, Exception exception);

    [LoggerMessage(
        EventId = 4, EventName = "DiskNotAsked", Level = LogLevel.Error, Message = "The disk for mail cannot be asked for its free space")]
    internal static partial void DiskNotAsked(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 5, EventName = "LettersExpired", Level = LogLevel.Information, Message = "{Letters} letters expired")]
    internal static partial void Expired(this ILogger logger, int letters);
}
