using Etcdserverpb;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd;

/// <summary>What says in etcd where a validator's key runs (docs/spec/order-in-etcd.md).</summary>
/// <param name="Validator">The validator's id, 64 lower-case hexadecimal digits.</param>
/// <param name="Where">Where this process is, in words that lead an operator to it: host, process, since when.</param>
public sealed record FenceHolder(string Validator, string Where)
{
    /// <summary>Tells this run of the process from others, without spaces.</summary>
    public string Mark { get; init; } = "-";

    /// <summary>Whether the process of a mark is known to have ended. Then nobody waits for its time to be over.</summary>
    public Func<string, bool> IsGone { get; init; } = _ => false;
}

/// <summary>
/// Keeps a second process with the same key from taking part (ADR 0035): a key of etcd that lives as long as this process says so every
/// second. It is a fence for people's mistakes, not what safety rests on: that no key votes twice at a height is the vote lock's.
/// </summary>
internal sealed class Fence : IAsyncDisposable
{
    private const int WhereMax = 200;
    private const int MarkMax = 200;
    private const int AskAgainMs = 250;
    private const int PatienceTtls = 3; // a holder that died is gone after one, and after two where etcd changed its leader meanwhile
    private readonly IEtcd _etcd;
    private readonly ByteString _key;
    private readonly FenceHolder _holder;
    private readonly string _mark; // the process's, and this fence's within it
    private readonly EtcdOptions _options;
    private readonly EtcdOrdererParts _parts;
    private readonly SemaphoreSlim _taking = new(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;
    private long _lease;
    private long _renewed;

    internal Fence(IEtcd etcd, EtcdKeys keys, EtcdOptions options, EtcdOrdererParts parts, FenceHolder holder)
    {
        (_etcd, _options, _parts) = (etcd, options, parts);
        (_key, _holder) = (keys.Running(holder.Validator), holder with { Where = Shown(holder.Where) });
        _mark = $"{holder.Mark}/{Guid.NewGuid():N}";
    }

    private TimeSpan Ttl => TimeSpan.FromSeconds(_options.FenceSeconds);

    // By this machine's own clock of intervals: a process that was stopped for longer asks again before it does anything.
    private bool IsHeld => Volatile.Read(ref _renewed) is > 0 and var renewed && _parts.Pace.GetElapsedTime(renewed) < Ttl;

    private ByteString Value => ByteString.CopyFromUtf8($"{_lease:x16} {_mark} {_holder.Where}");

    /// <summary>Returns once the key is this process's.</summary>
    /// <exception cref="OrderingException">Another process holds it, and goes on holding it; or etcd does not answer.</exception>
    internal async ValueTask HoldAsync(CancellationToken cancellationToken)
    {
        if (IsHeld)
        {
            return;
        }

        await _taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsHeld)
            {
                await TakeAsync(cancellationToken).ConfigureAwait(false);
                if (_keeping.IsCompleted)
                {
                    _keeping = Task.Run(KeepAsync, CancellationToken.None);
                }
            }
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <summary>Lets the key go, so that the next process need not wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        if (_lease != 0)
        {
            try
            {
                using var patience = new CancellationTokenSource(Ttl, _parts.Pace);
                await _etcd.RevokeAsync(_lease, patience.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OrderingException or OperationCanceledException)
            {
                EtcdLog.FenceNotLetGo(_parts.Logger, e.Message); // it ends by itself
            }
        }

        _stop.Dispose();
        _taking.Dispose();
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        var began = _parts.Pace.GetTimestamp();
        var told = "";
        ByteString? gone = null;
        while (true)
        {
            if (_lease == 0 || !await _etcd.KeepAsync(_lease, cancellationToken).ConfigureAwait(false))
            {
                _lease = await _etcd.LeaseAsync(_options.FenceSeconds, cancellationToken).ConfigureAwait(false);
            }

            var asked = _parts.Pace.GetTimestamp();
            var answer = await _etcd.TransactAsync(Create(gone), cancellationToken).ConfigureAwait(false);
            var found = answer.Succeeded ? Value : answer.Responses[0].ResponseRange.Kvs.FirstOrDefault()?.Value;
            if (Value.Equals(found))
            {
                Volatile.Write(ref _renewed, asked);
                return;
            }

            gone = found is not null && gone is null && IsNobodys(MarkIn(found)) ? found : null;
            if (gone is not null)
            {
                continue;
            }

            var holder = found is null ? "" : HolderIn(found);
            if (holder.Length > 0 && _parts.Pace.GetElapsedTime(began) >= PatienceTtls * Ttl)
            {
                throw new OrderingException(
                    OrderingError.RunsElsewhere,
                    $"This validator's key runs already, at {holder}: it says so in etcd every second. This process takes no part " +
                    "from here on. What to do: see which of the two is meant to run, and that the other, with its copies of key and vote " +
                    "lock, never starts again (docs/operations/etcd.md, 'A key runs twice').");
            }

            if (holder != told)
            {
                EtcdLog.FenceHeld(_parts.Logger, holder);
                told = holder;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(AskAgainMs), _parts.Pace, cancellationToken).ConfigureAwait(false);
        }
    }

    // Where there is none, or in the place of one that has ended.
    private TxnRequest Create(ByteString? gone) => new()
    {
        Compare =
        {
            gone is not null
                ? new Compare
                {
                    Key = _key, Target = Compare.Types.CompareTarget.Value, Result = Compare.Types.CompareResult.Equal, Value = gone,
                }
                : new Compare
                {
                    Key = _key, Target = Compare.Types.CompareTarget.Create, Result = Compare.Types.CompareResult.Equal, CreateRevision = 0,
                },
        },
        Success = { new RequestOp { RequestPut = new PutRequest { Key = _key, Value = Value, Lease = _lease } } },
        Failure = { new RequestOp { RequestRange = new RangeRequest { Key = _key } } },
    };

    // Whoever may write to etcd may delete the key or put another there, so it is read as well as kept.
    private async Task KeepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Ttl / 3, _parts.Pace, _stop.Token).ConfigureAwait(false);
                await _taking.WaitAsync(_stop.Token).ConfigureAwait(false);
                try
                {
                    var asked = _parts.Pace.GetTimestamp();
                    if (await _etcd.KeepAsync(_lease, _stop.Token).ConfigureAwait(false) && await IsOwnAsync().ConfigureAwait(false))
                    {
                        Volatile.Write(ref _renewed, asked);
                    }
                    else
                    {
                        Volatile.Write(ref _renewed, 0);
                    }
                }
                finally
                {
                    _taking.Release();
                }
            }
            catch (OrderingException)
            {
                // The order says what is the matter with etcd; the fence is asked for again once it has not been renewed for long.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> IsOwnAsync()
    {
        var request = new TxnRequest { Success = { new RequestOp { RequestRange = new RangeRequest { Key = _key } } } };
        var answer = await _etcd.TransactAsync(request, _stop.Token).ConfigureAwait(false);
        return Value.Equals(answer.Responses[0].ResponseRange.Kvs.FirstOrDefault()?.Value);
    }

    // What another wrote is shown to people: bounded, and without what a terminal would act on.
    private static string HolderIn(ByteString value)
    {
        var where = Shown(PartsOf(value)[2]);
        return where.Length > 0 ? where : "a place that it does not tell";
    }

    // Of a process of this machine that was killed, or this one's own under a lease that etcd has given up and not yet let go.
    private bool IsNobodys(string mark) => mark == _mark || _holder.IsGone(mark.Split('/')[0]);

    private static string MarkIn(ByteString value) => PartsOf(value)[1] is { Length: <= MarkMax } mark ? mark : "";

    private static string[] PartsOf(ByteString value)
    {
        var parts = value.ToStringUtf8().Split(' ', 3);
        return [parts[0], parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : ""];
    }

    private static string Shown(string where) =>
        string.Concat(where.Where(letter => !char.IsControl(letter)).Take(WhereMax));
}
