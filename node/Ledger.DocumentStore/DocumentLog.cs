using Ledger.Protocol;
using Microsoft.Extensions.Logging;

namespace Ledger.DocumentStore;

/// <summary>What the document store says in the log: counts. Never an address, a key or a client.</summary>
internal static partial class DocumentLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "DocumentsOpened",
        Level = LogLevel.Information,
        Message = "Documents opened: {Documents} of {Bytes} bytes")]
    internal static partial void Opened(this ILogger logger, int documents, long bytes);

    [LoggerMessage(
        EventId = 2,
        EventName = "DocumentsFull",
        Level = LogLevel.Warning,
        Message = "An upload was refused by {Code}: {Documents} documents of {Bytes} bytes are held")]
    internal static partial void Full(this ILogger logger, RefusalCode code, int documents, long bytes);

    [LoggerMessage(
        EventId = 3, EventName = "DocumentsExpired", Level = LogLevel.Information, Message = "{Documents} documents and uploads expired")]
    internal static partial void Expired(this ILogger logger, int documents);
}
