using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Policies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Client;

/// <summary>
/// What a <see cref="LedgerClient"/> is opened with. Immutable; <see cref="LedgerClientOptionsValidator"/> reports every error at once.
/// </summary>
public sealed record LedgerClientOptions
{
    /// <summary>The chain. Everything is verified from here, so the file must come from someone trusted.</summary>
    public required GenesisFile Genesis { get; init; }

    /// <summary>A node's gRPC address, <c>http</c> or <c>https</c>. The node itself is not trusted.</summary>
    public required Uri Node { get; init; }

    /// <summary>Who signs; null for a client that only reads.</summary>
    public ClientSigner? Signer { get; init; }

    /// <summary>
    /// The validator id of the node, for which the client then signs call tokens with <see cref="Caller"/>'s key; null shows no one who
    /// calls. For a node that asks for them (docs/spec/access.md): over https, or to this machine. From the node's operator or the genesis
    /// file: who takes it from the node that answers gives tokens to whoever claims to be another.
    /// </summary>
    public Digest? AuthenticateTo { get; init; }

    /// <summary>Who calls, where <see cref="AuthenticateTo"/> names a node; null for <see cref="Signer"/>.</summary>
    public ClientSigner? Caller { get; init; }

    /// <summary>Deadline of one call with all its tries, 10 ms to 10 minutes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long finality is awaited in all, up to 24 hours.</summary>
    public TimeSpan FinalityTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a transaction may take to land, in block time, where <see cref="SubmitOptions"/> does not say: 1 s to 24 hours.
    /// </summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// After how long the head is asked for again before the next submission, so that not_after follows block time: 100 ms to 1 hour.
    /// </summary>
    public TimeSpan HeadRefresh { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of transient failures.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Largest message taken from the node, 64 KiB to 256 MiB.</summary>
    public int MessageBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most validator set changes followed in one go: 1 to 10,000.</summary>
    public int ValidatorChangesMax { get; init; } = 256;

    /// <summary>Entries asked for with one page of a listing: 2 to 1000.</summary>
    public int PageEntries { get; init; } = 500;

    /// <summary>
    /// The connection, for client certificates or a proxy; the client disposes of it. Null for HTTP/2 with the system's trust.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>
    /// How far from <see cref="Time"/> the newest final block may be, 1 s to 365 days; validators see to it that blocks come every few
    /// seconds. <see cref="Timeout.InfiniteTimeSpan"/> for a chain on another clock than the world's, such as a rehearsal's.
    /// </summary>
    public TimeSpan MaxHeadAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is done with a head that is further away.</summary>
    public StaleHeadPolicy StaleHeads { get; init; } = StaleHeadPolicy.Warn;

    /// <summary>
    /// Hears of each head that is not fresh and was taken nevertheless; may be called by several threads. Null for nobody.
    /// </summary>
    public Action<HeadFreshness>? OnStaleHead { get; init; }

    /// <summary>A block that the chain must have, and below which no head is taken; null for none.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Whose cosignatures there must be before anything of the node is believed; null for nobody's.</summary>
    public WitnessPolicy? Witnesses { get; init; }

    /// <summary>
    /// Hears of the proof that the chain has forked, before the call fails; may be called by several threads. Null for nobody.
    /// </summary>
    public Action<ForkEvidence>? OnFork { get; init; }

    /// <summary>The clock for delays, for <see cref="HeadRefresh"/> and for <see cref="MaxHeadAge"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs.</summary>
    public ILoggerFactory Log { get; init; } = NullLoggerFactory.Instance;
}
