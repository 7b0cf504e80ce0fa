using Etcdserverpb;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Mvccpb;

namespace Ledger.Ordering.Etcd;

/// <summary>
/// The engine for separate machines: one key of etcd for each number, made where none is (ADR 0032). Every answer is read with the order's
/// marker, so that another chain's order, an emptied etcd and a gap are told apart from "nothing there yet". One for each node.
/// </summary>
public sealed partial class EtcdOrderer : IOrderer, IAsyncDisposable
{
    /// <summary>Most batches read at once: together less than an answer may have.</summary>
    public const int ReadMax = 32;

    private const int ChainDigestBytes = 32;
    private readonly IEtcd _etcd;
    private readonly EtcdOptions _options;
    private readonly EtcdKeys _keys;
    private readonly ByteString _chain;
    private readonly EtcdOrdererParts _parts;
    private readonly Fence? _fence;
    private readonly CancellationTokenSource _stop = new();
    private ulong _first = 1;
    private ulong _executed; // a node reads on from there

    /// <summary>Names an order; nothing is asked before something is wanted of it, so a node starts while its etcd is down.</summary>
    /// <param name="options">How the etcd is reached.</param>
    /// <param name="chain">The chain's id, 32 bytes.</param>
    /// <param name="parts">What the node brings.</param>
    /// <exception cref="ArgumentException">The options have faults; the message names each.</exception>
    public EtcdOrderer(EtcdOptions options, ReadOnlySpan<byte> chain, EtcdOrdererParts parts)
        : this(options, chain, parts, new EtcdConnection(Checked(options), (parts ?? throw new ArgumentNullException(nameof(parts))).Pace))
    {
    }

    internal EtcdOrderer(EtcdOptions options, ReadOnlySpan<byte> chain, EtcdOrdererParts parts, IEtcd etcd)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(chain.Length, ChainDigestBytes, nameof(chain));
        (_options, _parts, _etcd, _keys) = (options, parts, etcd, new EtcdKeys(options.KeyPrefix));
        _chain = ByteString.CopyFromUtf8(Convert.ToHexStringLower(chain));
        _fence = parts.Fence is null ? null : new Fence(etcd, _keys, options, parts, parts.Fence);
    }

    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Length, IOrderer.BatchBytesMax, nameof(batch));
        await HoldFenceAsync(cancellationToken).ConfigureAwait(false);
        if (await IsTakenBeforeItsTurnAsync(sequence, cancellationToken).ConfigureAwait(false))
        {
            return AppendResult.Lost;
        }

        var offered = ByteString.CopyFrom(batch.Span);
        var answer = await _etcd.TransactAsync(Create(sequence, offered), cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded && !await IsBegunAsync(answer, cancellationToken).ConfigureAwait(false))
        {
            answer = await _etcd.TransactAsync(Create(sequence, offered), cancellationToken).ConfigureAwait(false);
        }

        // A create whose answer was lost finds its own batch when it is asked again.
        var stands = answer.Succeeded ? offered : Found(answer, 2)?.Value;
        if (stands is not null)
        {
            OnTaken(sequence);
        }
        else
        {
            RequireExecuted(answer, sequence - 1);
        }

        var result = stands is not null && stands.Equals(offered) ? AppendResult.Won : AppendResult.Lost;
        OnContended(result);
        EtcdMetrics.Count(result);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        await HoldFenceAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(countMax, ReadMax);
        Volatile.Write(ref _executed, from - 1);
        TxnResponse answer;
        try
        {
            answer = await _etcd.TransactAsync(Range(from, count), cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdAnswerTooLongException) when (count > 1)
        {
            return await ReadAsync(from, 1, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdAnswerTooLongException)
        {
            // Whatever it is, it is over the limit of a batch, and makes the same empty block as any other that is.
            return [new byte[IOrderer.BatchBytesMax + 1]];
        }

        if (!await IsBegunAsync(answer, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var batches = Contiguous(from, answer.Responses[2].ResponseRange.Kvs);
        if (batches.Count > 0)
        {
            OnTaken(from + (ulong)batches.Count - 1);
        }

        return batches;
    }

    /// <summary>Ends what it does by itself, and its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_watching, _releasing, _lookedUp).ConfigureAwait(false);
        if (_fence is not null)
        {
            await _fence.DisposeAsync().ConfigureAwait(false);
        }

        await _etcd.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // What is not read here is not voted for here either.
    private ValueTask HoldFenceAsync(CancellationToken cancellationToken) =>
        _fence is null ? ValueTask.CompletedTask : _fence.HoldAsync(cancellationToken);

    private static EtcdOptions Checked(EtcdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireSound();
        return options;
    }

    // At n where neither n nor n + 1 is taken, n - 1 is, and the order is this chain's. The next number too, so that a gap that somebody
    // made is not filled with another batch than the one that others may have executed.
    private TxnRequest Create(ulong sequence, ByteString batch)
    {
        var first = Volatile.Read(ref _first);
        var request = new TxnRequest
        {
            Compare =
            {
                Is(_keys.Chain, _chain),
                new Compare
                {
                    Key = _keys.Batch(sequence), RangeEnd = _keys.Batch(sequence + 2), Target = Compare.Types.CompareTarget.Create,
                    Result = Compare.Types.CompareResult.Equal, CreateRevision = 0,
                },
                sequence == first ? Is(_keys.First, EtcdKeys.Value(first)) : new Compare
                {
                    Key = _keys.Batch(sequence - 1), Target = Compare.Types.CompareTarget.Create,
                    Result = Compare.Types.CompareResult.Greater, CreateRevision = 0,
                },
            },
            Success = { Put(_keys.Batch(sequence), batch), Put(_keys.Newest, EtcdKeys.Value(sequence)) },
        };
        request.Failure.Add(
            [Get(_keys.Chain), Get(_keys.First), Get(_keys.Batch(sequence)), Get(_keys.Batch(sequence - 1), keysOnly: true)]);
        return request;
    }

    private TxnRequest Range(ulong from, int count) => new()
    {
        Success =
        {
            Get(_keys.Chain), Get(_keys.First),
            new RequestOp
            {
                RequestRange = new RangeRequest { Key = _keys.Batch(from), RangeEnd = _keys.Batch(from + (ulong)count), Limit = count },
            },
        },
    };

    private List<ReadOnlyMemory<byte>> Contiguous(ulong from, IList<KeyValue> found)
    {
        var batches = new List<ReadOnlyMemory<byte>>(found.Count);
        foreach (var one in found)
        {
            if (!one.Key.Equals(_keys.Batch(from + (ulong)batches.Count)))
            {
                break;
            }

            batches.Add(one.Value.Memory);
        }

        var first = Volatile.Read(ref _first);
        return batches.Count > 0 ? batches
            : from < first ? throw new OrderingException(
                OrderingError.Dropped,
                $"Batch {from} is no longer in etcd, which keeps those from {first} on; it is in the blocks of the other nodes.")
            : found.Count == 0 ? batches
            : throw new OrderingException(
                OrderingError.Gap,
                $"Batch {from} is missing in etcd, and {found[0].Key.ToStringUtf8()} above it is there: somebody deleted it, or put the " +
                "other. Nothing is ordered meanwhile, and nothing final is lost. What to do: docs/operations/etcd.md, 'A gap'.");
    }

    /// <summary>
    /// Whether the order that an answer was read with is this chain's. Begins it where there is none and this node may; false then.
    /// </summary>
    private async Task<bool> IsBegunAsync(TxnResponse answer, CancellationToken cancellationToken)
    {
        if (Found(answer, 0) is { } chain)
        {
            RequireOwn(chain.Value);
            if (Found(answer, 1) is { } first && EtcdKeys.Parse(first.Value) is { } number and > 0)
            {
                Volatile.Write(ref _first, number);
                return true;
            }

            throw new OrderingException(
                OrderingError.NotBegun,
                $"The key {_keys.First.ToStringUtf8()} of etcd is missing or damaged. What to do: write the lowest number of a batch " +
                "that is kept there, as docs/operations/etcd.md, 'A damaged marker', says.");
        }

        if (!_parts.MayBegin())
        {
            throw new OrderingException(
                OrderingError.NotBegun,
                "etcd holds no order, and this node has blocks or votes already: it is another etcd, or has lost its data. Nothing final " +
                "is lost: it is in the nodes' blocks. What to do: docs/operations/etcd.md, 'An etcd that has lost something, or " +
                "everything'.");
        }

        var begun = await _etcd.TransactAsync(Begin(), cancellationToken).ConfigureAwait(false);
        if (begun.Succeeded)
        {
            EtcdLog.Begun(_parts.Logger, _chain.ToStringUtf8());
        }
        else
        {
            RequireOwn(Found(begun, 0)?.Value ?? ByteString.Empty);
        }

        return false;
    }

    private void RequireOwn(ByteString chain)
    {
        if (!chain.Equals(_chain))
        {
            throw new OrderingException(
                OrderingError.OtherChain,
                $"etcd holds the order of chain {chain.ToStringUtf8()}, and this node's is {_chain.ToStringUtf8()}. What to do: name the " +
                "etcd of this chain in the node's configuration, or another key prefix for a chain of its own.");
        }
    }

    // Whoever offers a batch too early is told that it has lost; but what was executed here was ordered once.
    private void RequireExecuted(TxnResponse answer, ulong before)
    {
        if (before >= Volatile.Read(ref _first) && before <= Volatile.Read(ref _executed) && Found(answer, 3) is null)
        {
            throw new OrderingException(
                OrderingError.Behind,
                $"etcd lacks batch {before}, which this node has executed: it was put back to an older state. Nothing final is lost: it " +
                "is in the nodes' blocks. What to do: docs/operations/etcd.md, 'An etcd that has lost something'.");
        }
    }

    private TxnRequest Begin() => new()
    {
        Compare =
        {
            new Compare
            {
                Key = _keys.Chain, Target = Compare.Types.CompareTarget.Create, Result = Compare.Types.CompareResult.Equal,
                CreateRevision = 0,
            },
        },
        Success = { Put(_keys.Chain, _chain), Put(_keys.First, EtcdKeys.Value(1)) },
        Failure = { Get(_keys.Chain) },
    };

    private static KeyValue? Found(TxnResponse answer, int place) => answer.Responses[place].ResponseRange.Kvs.FirstOrDefault();

    private static Compare Is(ByteString key, ByteString value) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Value,
        Result = Compare.Types.CompareResult.Equal,
        Value = value,
    };

    private static RequestOp Get(ByteString key, bool keysOnly = false) =>
        new() { RequestRange = new RangeRequest { Key = key, KeysOnly = keysOnly } };

    private static RequestOp Put(ByteString key, ByteString value) => new() { RequestPut = new PutRequest { Key = key, Value = value } };
}

/// <summary>What a node brings to its order.</summary>
/// <param name="MayBegin">Whether nothing was ever executed or voted for here: only such a node makes an order where there is none.</param>
/// <param name="Turn">How many others come before this node at a number; 0 is the first. Whoever is not among them: any number.</param>
/// <param name="Readers">All who read the order: what each of them has released is deleted. Nothing ever is where nobody is named.</param>
/// <param name="Pace">The clock that intervals are measured by.</param>
/// <param name="Logger">Where it logs.</param>
/// <param name="Fence">Whose key runs here, so that it runs nowhere else; null where nobody votes.</param>
public sealed record EtcdOrdererParts(
    Func<bool> MayBegin, Func<ulong, int> Turn, IReadOnlyList<string> Readers, TimeProvider Pace, ILogger Logger,
    FenceHolder? Fence = null);
