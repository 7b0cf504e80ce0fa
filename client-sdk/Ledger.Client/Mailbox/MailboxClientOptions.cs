using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Client.Mailbox;

/// <summary>What clients of mailboxes and documents are opened with.</summary>
public sealed record MailboxClientOptions
{
    /// <summary>The chain. Receipts are verified from here.</summary>
    public required GenesisFile Genesis { get; init; }

    /// <summary>Nodes' gRPC addresses, 1 to 64, tried in this order. None of them is trusted.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>
    /// The validator ids of those nodes that ask who calls (<see cref="LedgerClientOptions.AuthenticateTo"/>), by address; empty for none.
    /// Such a node learns whose call each letter came with, though not what is in it.
    /// </summary>
    public IReadOnlyDictionary<Uri, Digest> AuthenticateTo { get; init; } = new Dictionary<Uri, Digest>();

    /// <summary>Who calls them.</summary>
    public ClientSigner? Caller { get; init; }

    /// <summary>Deadline of one call.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Tries of transient failures at one node, before the next is asked.</summary>
    public RetryOptions Retry { get; init; } = new() { AttemptsMax = 3 };

    /// <summary>Most bits of a stamp that are worked for: a node that asks for more is passed over.</summary>
    public int StampBitsMax { get; init; } = 28;

    /// <summary>Randomness of what is sealed.</summary>
    public IRandomSource Random { get; init; } = SystemRandomSource.Instance;

    /// <summary>The connection to each node, for client certificates or a proxy; null for HTTP/2 with the system's trust.</summary>
    public Func<Uri, HttpMessageHandler>? HttpHandler { get; init; }

    /// <summary>The clock for delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs.</summary>
    public ILoggerFactory Log { get; init; } = NullLoggerFactory.Instance;
}
