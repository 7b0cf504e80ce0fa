using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Node;
using Ledger.Node.CatchUp;
using Ledger.Node.Snapshots;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers;

/// <summary>A node's way to the others: a stream and a queue to each, and questions for final blocks to one after the other.</summary>
public sealed class PeerNetwork : INetwork, IFinalRuns, IAsyncDisposable
{
    private readonly GenesisFile _genesis;
    private readonly ISignatureVerifier _verifier;
    private readonly PeerOptions _options;
    private readonly TimeProvider _pace;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<PeerLink> _links;
    private int _next;

    /// <summary>Begins to connect to every peer.</summary>
    /// <param name="options">Who they are.</param>
    /// <param name="genesis">The chain.</param>
    /// <param name="verifier">Checks the votes of certificates.</param>
    /// <param name="pace">The clock that intervals are measured by.</param>
    /// <param name="logger">Where it logs.</param>
    public PeerNetwork(PeerOptions options, GenesisFile genesis, ISignatureVerifier verifier, TimeProvider pace, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _genesis, _verifier, _pace, _logger) = (options, genesis, verifier, pace, logger);
        _links = [.. options.Peers.Select(peer => new PeerLink(peer, options, pace, logger))];
        Snapshots = [.. _links.Select(link => new SnapshotSource(this, link))];
    }

    /// <summary>The others, as those from which a node that begins anew takes a snapshot.</summary>
    public IReadOnlyList<ISnapshotSource> Snapshots { get; }

    /// <inheritdoc/>
    public void Broadcast(PeerMessage message)
    {
        foreach (var link in _links)
        {
            link.Send(message);
        }
    }

    /// <inheritdoc/>
    public void Send(Digest validator, PeerMessage message) => _links.FirstOrDefault(link => link.Peer.Id == validator)?.Send(message);

    /// <inheritdoc/>
    public async ValueTask<CheckedRun?> ReadAsync(ChainHead head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(head);
        for (var tries = 0; tries < _links.Count; tries++)
        {
            var link = _links[_next++ % _links.Count];
            if (link.IsBarred(_options.LiarMs) || await link.AskAsync(head.Height + 1, cancellationToken).ConfigureAwait(false) is not
                { } run)
            {
                continue;
            }

            var held = FinalRuns.Check(head, _genesis, _verifier, run, link.Peer.Name, out var fault);
            if (fault is not null)
            {
                Bar(link, fault);
            }
            else if (held is not null)
            {
                return held;
            }
            else if (run.Oldest > head.Height + 1 && !link.HasSaid(run.Oldest))
            {
                PeerLog.NotKept(_logger, link.Peer.Name, run.Oldest, head.Height + 1);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void OnLie(CheckedRun run, ulong height)
    {
        ArgumentNullException.ThrowIfNull(run);
        Bar(_links.First(link => link.Peer.Name == run.From), $"its batch does not make block {height} that is final");
    }

    /// <summary>Ends the streams.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Bar(PeerLink link, string fault)
    {
        link.Bar(_pace.GetTimestamp());
        PeerMetrics.CountLie(link.Peer.Name);
        PeerLog.Lied(_logger, link.Peer.Name, fault, _options.LiarMs / 1000);
    }

    private sealed class SnapshotSource(PeerNetwork network, PeerLink link) : ISnapshotSource
    {
        public string Name => link.Peer.Name;

        public Digest Id => link.Peer.Id;

        private bool IsBarred => link.IsBarred(network._options.LiarMs);

        public async ValueTask<Snapshot?> OfferAsync(ulong upTo, CancellationToken cancellationToken) =>
            IsBarred ? null : await link.OfferAsync(upTo, cancellationToken).ConfigureAwait(false);

        public async ValueTask<SnapshotPart?> ReadAsync(GetSnapshotPartRequest request, CancellationToken cancellationToken) =>
            IsBarred ? null : await link.ReadAsync(request, cancellationToken).ConfigureAwait(false);

        public void OnLie(string fault) => network.Bar(link, fault);
    }
}
