using Grpc.Core;
using Ledger.Protocol;
using Microsoft.Extensions.Logging;

namespace Ledger.Client;

internal static partial class LedgerClientLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "TryingAgain",
        Level = LogLevel.Debug,
        Message = "Attempt {Attempt} of {Method} failed with {Status}; trying again in {DelayMs} ms.")]
    internal static partial void TryingAgain(this ILogger logger, int attempt, string method, StatusCode status, double delayMs);

    [LoggerMessage(
        EventId = 2,
        EventName = "Resubmitting",
        Level = LogLevel.Information,
        Message = "The node has never seen transaction {Id}; submitting the same bytes again.")]
    internal static partial void Resubmitting(this ILogger logger, Digest id);

    [LoggerMessage(
        EventId = 3,
        EventName = "Reconnecting",
        Level = LogLevel.Information,
        Message = "The event stream broke off with {Status} before cursor {Cursor}; reconnecting in {DelayMs} ms.")]
    internal static partial void Reconnecting(this ILogger logger, StatusCode status, ulong cursor, double delayMs);

    [LoggerMessage(
        EventId = 4,
        EventName = "ValidatorsChanged",
        Level = LogLevel.Information,
        Message = "From height {Height} on, validator set {Hash} is trusted: a final state names it.")]
    internal static partial void ValidatorsChanged(this ILogger logger, ulong height, Digest hash);

    [LoggerMessage(
        EventId = 5,
        EventName = "VerificationFailed",
        Level = LogLevel.Error,
        Message = "An answer of node {Node} does not verify: {Failure}.")]
    internal static partial void VerificationFailed(this ILogger logger, Uri node, VerificationFailure failure);

    [LoggerMessage(EventId = 6, EventName = "StaleHead", Level = LogLevel.Warning, Message = "Node {Node}: {Words}")]
    internal static partial void StaleHead(this ILogger logger, Uri node, string words);
}
