using Etcdserverpb;

namespace Ledger.Ordering.Etcd;

// What every reader has in final blocks of its own is deleted. etcd frees it with its next compaction.
public sealed partial class EtcdOrderer
{
    private readonly Lock _release = new();
    private (string Reader, ulong Below)? _wanted;
    private Task _releasing = Task.CompletedTask;

    /// <inheritdoc/>
    public void Release(string reader, ulong below)
    {
        lock (_release)
        {
            if (_stop.IsCancellationRequested || !_parts.Readers.Contains(reader))
            {
                return;
            }

            _wanted = (reader, below);
            if (_releasing.IsCompleted)
            {
                _releasing = Task.Run(ReleaseWantedAsync);
            }
        }
    }

    private async Task ReleaseWantedAsync()
    {
        while (Take() is var (reader, below))
        {
            try
            {
                await ReleaseAsync(reader, below, _stop.Token).ConfigureAwait(false);
            }
            catch (OrderingException e)
            {
                EtcdLog.NotReleased(_parts.Logger, below, e.Message); // the next release is higher, and does this one's work too
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private (string Reader, ulong Below)? Take()
    {
        lock (_release)
        {
            var wanted = _wanted;
            _wanted = null;
            return wanted;
        }
    }

    private async Task ReleaseAsync(string reader, ulong below, CancellationToken cancellationToken)
    {
        var (from, to) = _keys.ReleasedRange;
        var answer = await _etcd.TransactAsync(
            new TxnRequest
            {
                Compare = { Is(_keys.Chain, _chain) },
                Success =
                {
                    Put(_keys.Released(reader), EtcdKeys.Value(below)),
                    new RequestOp { RequestRange = new RangeRequest { Key = from, RangeEnd = to } },
                    Get(_keys.First),
                    Get(_keys.Newest),
                },
            },
            cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return; // a reader of this order tells what it is instead
        }

        var released = answer.Responses[1].ResponseRange.Kvs.ToDictionary(one => _keys.ReaderOf(one.Key), one => EtcdKeys.Parse(one.Value));
        var unneeded = _parts.Readers.Min(one => released.GetValueOrDefault(one) ?? 0);
        if (Number(answer, 2) is { } first && Number(answer, 3) is { } newest)
        {
            await DeleteAsync(first, Math.Min(unneeded, newest), cancellationToken).ConfigureAwait(false);
        }
    }

    // The newest stays: the next number is made above it.
    private async Task DeleteAsync(ulong first, ulong below, CancellationToken cancellationToken)
    {
        if (below <= first)
        {
            return;
        }

        var answer = await _etcd.TransactAsync(
            new TxnRequest
            {
                Compare = { Is(_keys.First, EtcdKeys.Value(first)) },
                Success =
                {
                    Put(_keys.First, EtcdKeys.Value(below)),
                    new RequestOp
                    {
                        RequestDeleteRange = new DeleteRangeRequest { Key = _keys.Batch(first), RangeEnd = _keys.Batch(below) },
                    },
                },
            },
            cancellationToken).ConfigureAwait(false);
        if (answer.Succeeded)
        {
            EtcdLog.Deleted(_parts.Logger, first, below);
        }
    }

    private static ulong? Number(TxnResponse answer, int place) => Found(answer, place) is { } one ? EtcdKeys.Parse(one.Value) : null;
}
