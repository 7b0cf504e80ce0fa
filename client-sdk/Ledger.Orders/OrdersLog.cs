using Microsoft.Extensions.Logging;

namespace Ledger.Orders;

/// <summary>What orders log. Never a section, a bidder or an amount.</summary>
internal static partial class OrdersLog
{
    [LoggerMessage(
        EventId = 1, Level = LogLevel.Warning, Message = "The tick's batch did not get through; the same batch goes at the next one")]
    internal static partial void TickFailed(this ILogger logger, Exception error);

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Warning, Message = "No node took a letter; it waits, and is sent with the next step or flush")]
    internal static partial void LetterWaits(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "A decoy was not left; it is not tried again")]
    internal static partial void DecoyFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Guarantors' cards could not be read; decoys go to those known before")]
    internal static partial void CardsUnread(this ILogger logger, Exception error);
}
