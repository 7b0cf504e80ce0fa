using Microsoft.Extensions.Logging;

namespace Ledger.Oidc;

/// <summary>What a provider logs: no name, no code of a subject, nothing of a session.</summary>
internal static partial class OidcLog
{
    [LoggerMessage(71, LogLevel.Information, "{Client} has a login: {Login}.")]
    internal static partial void Confirmed(ILogger logger, string client, string login);

    [LoggerMessage(72, LogLevel.Warning, "The node could not serve a login.")]
    internal static partial void NodeFailed(ILogger logger, Exception error);

    [LoggerMessage(73, LogLevel.Error, "A login could not be kept in {Folder}, so it does not count. Make room or give access.")]
    internal static partial void NotKept(ILogger logger, string folder, Exception error);

    [LoggerMessage(74, LogLevel.Warning, "{Client} showed a code a second time; what was issued for login {Login} counts no more.")]
    internal static partial void CodeReplayed(ILogger logger, string client, string login);

    [LoggerMessage(75, LogLevel.Error, "The signing keys could not be read anew; those from before go on.")]
    internal static partial void KeysNotRead(ILogger logger, Exception error);

    [LoggerMessage(76, LogLevel.Information, "The signing keys changed: {Count} are believed.")]
    internal static partial void KeysChanged(ILogger logger, int count);
}
