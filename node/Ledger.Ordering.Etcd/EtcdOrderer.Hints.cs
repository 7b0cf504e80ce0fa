using Etcdserverpb;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd;

// What is believed to be taken, without having been read: to wait by, and to keep out of each other's way.
public sealed partial class EtcdOrderer
{
    private const int AheadMax = 1_024;
    private const int ContendedFor = 32;
    private const int WatchPauseMs = 100;
    private readonly Lock _hints = new();
    private TaskCompletionSource _grown = NewSignal();
    private Task _watching = Task.CompletedTask;
    private Task _lookedUp = Task.CompletedTask;
    private bool _isWatching;
    private ulong _seen;
    private int _contended;

    /// <inheritdoc/>
    public async ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sequence);
        StartWatching(sequence - 1);
        while (!await HasGrownAsync(sequence, _options.PollMs, cancellationToken).ConfigureAwait(false))
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void StartWatching(ulong below)
    {
        OnTaken(below);
        lock (_hints)
        {
            if (!_isWatching)
            {
                _isWatching = true;
                _watching = Task.Run(WatchUntilStoppedAsync);
            }
        }
    }

    /// <summary>Whether the number is taken, as far as is heard within so many milliseconds.</summary>
    private async Task<bool> HasGrownAsync(ulong sequence, int milliseconds, CancellationToken cancellationToken)
    {
        var began = _parts.Pace.GetTimestamp();
        while (true)
        {
            Task grown;
            lock (_hints)
            {
                if (_seen >= sequence)
                {
                    return true;
                }

                grown = _grown.Task;
            }

            var left = milliseconds - _parts.Pace.GetElapsedTime(began).TotalMilliseconds;
            if (left <= 0)
            {
                return false;
            }

            try
            {
                await grown.WaitAsync(TimeSpan.FromMilliseconds(left), _parts.Pace, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    // Those that come before it at a number go first, but only among nodes that get into each other's way: where one alone has something to
    // say it waits for nobody.
    private async Task<bool> IsTakenBeforeItsTurnAsync(ulong sequence, CancellationToken cancellationToken)
    {
        var turn = Volatile.Read(ref _contended) == 0 ? 0 : _parts.Turn(sequence);
        return turn > 0 && await HasGrownAsync(sequence, turn * _options.TurnMs, cancellationToken).ConfigureAwait(false);
    }

    private void OnContended(AppendResult result) =>
        Volatile.Write(ref _contended, result == AppendResult.Won ? Math.Max(0, Volatile.Read(ref _contended) - 1) : ContendedFor);

    private void OnTaken(ulong sequence)
    {
        TaskCompletionSource grown;
        lock (_hints)
        {
            if (sequence <= _seen)
            {
                return;
            }

            _seen = sequence;
            grown = _grown;
            _grown = NewSignal();
        }

        grown.SetResult();
    }

    // Whoever may write to etcd may write this too: what is told of is believed one by one, and looked up where it leaps.
    private void OnNewest(ByteString? value)
    {
        ulong next;
        lock (_hints)
        {
            next = _seen + 1;
        }

        if (value is not null && EtcdKeys.Parse(value) == next)
        {
            OnTaken(next);
        }
        else if (value is null || EtcdKeys.Parse(value) > next)
        {
            Volatile.Write(ref _lookedUp, LookQuietlyAsync());
        }
    }

    private Task LookQuietlyAsync() => Volatile.Read(ref _lookedUp).IsCompleted
        ? Task.Run(async () =>
        {
            try
            {
                await LookAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The engine is being closed.
            }
        })
        : Volatile.Read(ref _lookedUp);

    // Counts what is taken above what is known to be, by keys alone. A failure is for the next read to tell, and for the next look to mend.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        ulong next;
        lock (_hints)
        {
            next = _seen + 1;
        }

        try
        {
            var request = new TxnRequest
            {
                Success =
                {
                    new RequestOp
                    {
                        RequestRange = new RangeRequest
                        {
                            Key = _keys.Batch(next), RangeEnd = _keys.Batch(next + AheadMax), Limit = AheadMax, KeysOnly = true,
                        },
                    },
                },
            };
            var answer = await _etcd.TransactAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var one in answer.Responses[0].ResponseRange.Kvs.TakeWhile(one => one.Key.Equals(_keys.Batch(next))))
            {
                OnTaken(next);
                next++;
            }
        }
        catch (OrderingException e)
        {
            EtcdLog.NotLookedUp(_parts.Logger, e.Message);
        }
    }

    private async Task WatchUntilStoppedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _etcd.WatchAsync(_keys.Newest, OnNewest, _stop.Token).ConfigureAwait(false);
            }
            catch (OrderingException e)
            {
                EtcdLog.WatchBroke(_parts.Logger, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(WatchPauseMs), _parts.Pace, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
