using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Snapshots;

/// <summary>
/// Takes the parts of a snapshot from all who have it, one question to each at a time. A part that does not hold is written nowhere, and
/// asked of another; who gave it is named and asked no more.
/// </summary>
internal sealed class SnapshotFetch
{
    private readonly string _name;
    private readonly SnapshotTarget _target;
    private readonly IStore _store;
    private readonly SnapshotJoinOptions _options;
    private readonly TimeProvider _pace;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Queue<SnapshotPiece> _wanted;
    private readonly HashSet<ISnapshotSource> _liars = [];
    private readonly long _since;
    private long _saidTicks;
    private long _bytes;
    private int _open;

    internal SnapshotFetch(
        string name, SnapshotTarget target, IStore store, SnapshotJoinOptions options, TimeProvider pace, ILogger logger)
    {
        (_name, _target, _store, _options, _pace, _logger) = (name, target, store, options, pace, logger);
        _wanted = new Queue<SnapshotPiece>(target.Pieces.Where(piece => !piece.IsWhole));
        _open = _wanted.Count;
        _since = _saidTicks = pace.GetTimestamp();
    }

    internal bool IsWhole => Volatile.Read(ref _open) == 0;

    /// <summary>Asks until all is there, or nobody answers any more. Says whether anything came.</summary>
    internal async Task<bool> RunAsync(IReadOnlyList<ISnapshotSource> peers, CancellationToken cancellationToken)
    {
        var came = await Task.WhenAll(peers.Where(peer => !_liars.Contains(peer)).Select(peer => AskAsync(peer, cancellationToken)))
            .ConfigureAwait(false);
        return came.Contains(true);
    }

    private async Task<bool> AskAsync(ISnapshotSource peer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var came = false;
        while (Dequeue() is { } piece)
        {
            SnapshotPart? answer = null;
            try
            {
                answer = await peer.ReadAsync(piece.Next(_target.Offer.Height), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (answer is null)
                {
                    Enqueue(piece); // given up, or not answered
                }
            }

            if (answer is null || !Take(peer, piece, answer))
            {
                break;
            }

            came = true;
        }

        return came;
    }

    private bool Take(ISnapshotSource peer, SnapshotPiece piece, SnapshotPart answer)
    {
        if (piece.IsEmpty(answer))
        {
            Enqueue(piece);
            return false;
        }

        var write = new WriteSet();
        if (piece.Take(answer, write) is { } fault)
        {
            lock (_gate)
            {
                _liars.Add(peer);
            }

            Enqueue(piece);
            peer.OnLie(fault);
            return false;
        }

        _store.Write(write, durable: false); // the log is one sequence: notes and entries go together
        Interlocked.Add(ref _bytes, write.Bytes);
        if (piece.IsWhole)
        {
            Interlocked.Decrement(ref _open);
        }
        else
        {
            Enqueue(piece);
        }

        Say();
        return true;
    }

    private SnapshotPiece? Dequeue()
    {
        lock (_gate)
        {
            return _wanted.TryDequeue(out var piece) ? piece : null;
        }
    }

    private void Enqueue(SnapshotPiece piece)
    {
        lock (_gate)
        {
            _wanted.Enqueue(piece);
        }
    }

    private void Say()
    {
        var said = Interlocked.Read(ref _saidTicks);
        if (_pace.GetElapsedTime(said).TotalMilliseconds < _options.ProgressMs ||
            Interlocked.CompareExchange(ref _saidTicks, _pace.GetTimestamp(), said) != said)
        {
            return;
        }

        var total = _target.Pieces.Count;
        var bytes = Interlocked.Read(ref _bytes);
        var left = Math.Max(0, (long)_target.Offer.StateBytes - bytes);
        var seconds = bytes == 0 ? 0 : (long)(_pace.GetElapsedTime(_since).TotalSeconds * left / bytes);
        SnapshotLog.Progress(_logger, _name, _target.Offer.Height, total - _open, total, bytes / 1_000_000, seconds);
    }
}
