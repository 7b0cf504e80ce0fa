using Ledger.Crypto.Keys;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers;

/// <summary>What a node says in its log of the others.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(50, LogLevel.Information, "{Peer} tells this node its votes")]
    internal static partial void Heard(ILogger logger, string peer);

    [LoggerMessage(51, LogLevel.Warning, "The stream to {Peer} at {Address} broke and is made again: {Reason}")]
    internal static partial void Lost(ILogger logger, string peer, Uri address, string reason);

    [LoggerMessage(55, LogLevel.Warning, "{Peer} keeps blocks from {Oldest} on, and this node needs block {Height}. Where no other node " +
        "has it, begin anew at a snapshot: join in the configuration, on an empty data directory")]
    internal static partial void NotKept(ILogger logger, string peer, ulong oldest, ulong height);

    [LoggerMessage(52, LogLevel.Information, "{Peer} did not answer a question for what is final: {Reason}")]
    internal static partial void NotAnswered(ILogger logger, string peer, string reason);

    [LoggerMessage(53, LogLevel.Critical, "{Peer} has shown what is not final: {Fault}. Nothing of it was written. It is not " +
        "asked for {Seconds} s; ask its operator why")]
    internal static partial void Lied(ILogger logger, string peer, string fault, int seconds);

    [LoggerMessage(54, LogLevel.Warning, "A connection to the port for nodes with the TLS key {Pin} was refused: no peer has it. Where " +
        "it is a peer's new key, name it in the configuration first")]
    internal static partial void Stranger(ILogger logger, TlsPin pin);
}
