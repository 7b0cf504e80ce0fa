using Etcdserverpb;
using Google.Protobuf;
using Mvccpb;

namespace Ledger.Ordering.Etcd.Tests.Faults;

/// <summary>What an etcd holds, and what it does with the transactions that the engine makes; one at a time, as Raft has them.</summary>
internal sealed class MemoryEtcd
{
    private static readonly Comparer<ByteString> ByBytes = Comparer<ByteString>.Create((a, b) => a.Span.SequenceCompareTo(b.Span));
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ByteString, (ByteString Value, long Created)> _entries = new(ByBytes);
    private readonly Dictionary<long, List<ByteString>> _leases = [];
    private long _revision = 1;
    private long _lastLease;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A longer answer is not taken by who asks.</summary>
    internal int AnswerBytesMax { get; init; } = EtcdConnection.AnswerBytesMax;

    /// <summary>Values of it that hold batches, by key.</summary>
    internal IReadOnlyList<(string Key, ByteString Value)> Batches(string prefix = "ledger/batch/")
    {
        lock (_gate)
        {
            return [.. _entries.Select(one => (one.Key.ToStringUtf8(), one.Value.Value)).Where(
                one => one.Item1.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    internal void Put(string key, ByteString value) => Do(new TxnRequest
    {
        Success = { new RequestOp { RequestPut = new PutRequest { Key = ByteString.CopyFromUtf8(key), Value = value } } },
    });

    internal void Put(string key, string value) => Put(key, ByteString.CopyFromUtf8(value));

    internal void Delete(string key)
    {
        lock (_gate)
        {
            Assert.True(_entries.Remove(ByteString.CopyFromUtf8(key)), $"{key} is not there.");
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    internal long Lease()
    {
        lock (_gate)
        {
            _leases.Add(++_lastLease, []);
            return _lastLease;
        }
    }

    internal bool HasLease(long lease)
    {
        lock (_gate)
        {
            return _leases.ContainsKey(lease);
        }
    }

    /// <summary>Ends a lease, as the passing of time does with one that nobody keeps.</summary>
    internal void End(long lease)
    {
        lock (_gate)
        {
            if (_leases.Remove(lease, out var keys))
            {
                keys.ForEach(key => _entries.Remove(key));
            }
        }
    }

    /// <summary>Knows no lease any more, and keeps what was put under them for now, as between two leaders.</summary>
    internal void ForgetLeases()
    {
        lock (_gate)
        {
            _leases.Clear();
        }
    }

    /// <summary>Ends all leases.</summary>
    internal void EndLeases()
    {
        lock (_gate)
        {
            _leases.Keys.ToList().ForEach(End);
        }
    }

    internal TxnResponse Do(TxnRequest request)
    {
        lock (_gate)
        {
            var answer = new TxnResponse { Succeeded = request.Compare.All(Holds) };
            var operations = answer.Succeeded ? request.Success : request.Failure;
            if (operations.Any(one => one.RequestPut is not null || one.RequestDeleteRange is not null))
            {
                _revision++;
            }

            answer.Responses.AddRange(operations.Select(Do).ToList());
            if (answer.CalculateSize() > AnswerBytesMax)
            {
                throw new EtcdAnswerTooLongException("as asked", new InvalidOperationException());
            }

            return answer;
        }
    }

    /// <summary>The value of a key, and what completes at the next change of anything.</summary>
    internal (ByteString? Value, Task Changed) Look(ByteString key)
    {
        lock (_gate)
        {
            return (_entries.TryGetValue(key, out var entry) ? entry.Value : null, _changed.Task);
        }
    }

    private ResponseOp Do(RequestOp operation)
    {
        switch (operation.RequestCase)
        {
            case RequestOp.RequestOneofCase.RequestPut:
                var put = operation.RequestPut;
                _entries[put.Key] = (put.Value, _entries.TryGetValue(put.Key, out var before) ? before.Created : _revision);
                if (put.Lease != 0)
                {
                    _leases[put.Lease].Add(put.Key);
                }

                var changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed.SetResult();
                return new ResponseOp { ResponsePut = new PutResponse() };
            case RequestOp.RequestOneofCase.RequestDeleteRange:
                var deleted = Within(operation.RequestDeleteRange.Key, operation.RequestDeleteRange.RangeEnd).ToList();
                deleted.ForEach(key => _entries.Remove(key));
                return new ResponseOp { ResponseDeleteRange = new DeleteRangeResponse { Deleted = deleted.Count } };
            default:
                var range = operation.RequestRange;
                var found = new RangeResponse();
                found.Kvs.AddRange(Within(range.Key, range.RangeEnd).Take(range.Limit == 0 ? int.MaxValue : (int)range.Limit).Select(
                    key => new KeyValue { Key = key, Value = range.KeysOnly ? ByteString.Empty : _entries[key].Value }));
                return new ResponseOp { ResponseRange = found };
        }
    }

    // As etcd's server/etcdserver/apply.go has it: a key that is not there has revision 0, and compares with no value.
    private bool Holds(Compare compare)
    {
        var found = Within(compare.Key, compare.RangeEnd).Select(key => _entries[key]).ToList();
        if (compare.Target == Compare.Types.CompareTarget.Value)
        {
            return found.Count > 0 && found.All(one => one.Value.Equals(compare.Value));
        }

        var revisions = found.Count == 0 ? [0L] : found.Select(one => one.Created);
        return compare.Result == Compare.Types.CompareResult.Equal
            ? revisions.All(one => one == compare.CreateRevision)
            : revisions.All(one => one > compare.CreateRevision);
    }

    private IEnumerable<ByteString> Within(ByteString from, ByteString to) => to.IsEmpty
        ? _entries.ContainsKey(from) ? [from] : []
        : _entries.Keys.Where(key => ByBytes.Compare(from, key) <= 0 && ByBytes.Compare(key, to) < 0);
}
