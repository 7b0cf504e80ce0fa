using Ledger.Protocol;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Sessions;

/// <summary>What scan sessions say in the log: acts, outcomes and counts. Never who, what or where.</summary>
internal static partial class ScanSessionsLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "SessionEnded",
        Level = LogLevel.Debug,
        Message = "A session to {Act} ended {State} after {ElapsedMs} ms")]
    internal static partial void SessionEnded(this ILogger logger, ScanAct act, ScanState state, long elapsedMs);

    [LoggerMessage(
        EventId = 2,
        EventName = "SessionsFull",
        Level = LogLevel.Warning,
        Message = "A session was refused by {Code}: {Sessions} sessions and {Bytes} bytes are held")]
    internal static partial void SessionsFull(this ILogger logger, RefusalCode code, int sessions, long bytes);

    [LoggerMessage(
        EventId = 3,
        EventName = "WrongNumber",
        Level = LogLevel.Warning,
        Message = "A session to {Act} was rejected: the number from the screen was not the one typed into the phone")]
    internal static partial void WrongNumber(this ILogger logger, ScanAct act);
}
