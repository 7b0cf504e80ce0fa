using Microsoft.Extensions.Logging;

namespace Ledger.Client.Mailbox;

/// <summary>What clients of mail say in the log: nodes and counts. Never an address, a digest or a content.</summary>
internal static partial class MailClientLog
{
    [LoggerMessage(EventId = 101, EventName = "NodePassedOver", Level = LogLevel.Warning, Message = "Node {Node} is passed over: {Reason}")]
    internal static partial void PassedOver(this ILogger logger, Uri node, string reason);
}
