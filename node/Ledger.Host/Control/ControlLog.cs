using Microsoft.Extensions.Logging;

namespace Ledger.Host.Control;

/// <summary>What an operator had the process do: the record of administration.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(60, LogLevel.Information, "A copy of the node's data was asked for and saved in {Folder}")]
    internal static partial void BackupSaved(ILogger logger, string folder);

    [LoggerMessage(61, LogLevel.Warning, "A copy of the node's data was asked for in {Folder} and could not be saved: {Reason}")]
    internal static partial void BackupNotSaved(ILogger logger, string folder, string reason);
}
