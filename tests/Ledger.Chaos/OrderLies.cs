using System.Text;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Seeds;
using Mvccpb;

namespace Ledger.Chaos;

/// <summary>
/// What a Byzantine orderer does to one node: late, lost, repeated and stale answers and notices out of order, which a node bears and asks
/// again; or another history than the one that the others are shown, at which it must halt rather than go on.
/// </summary>
internal sealed class OrderLies(ulong seed)
{
    private const int DelayMsMax = 15;
    private const int SilentMs = 2_500; // longer than a node waits for one answer
    private static readonly byte[] Batches = "batch/"u8.ToArray();
    private readonly SeededRandom _random = new(seed, "lying etcd");
    private readonly Lock _drawing = new();
    private byte[]? _olderRange;
    private byte[]? _heldNotice;
    private long _told;
    private volatile bool _showsOtherHistory;

    /// <summary>What a call hears that is not answered.</summary>
    internal static Status Failed { get; } = new(StatusCode.Unavailable, "etcdserver: request timed out");

    /// <summary>Whether it is another history that is shown, and nothing else done.</summary>
    internal bool ShowsOtherHistory
    {
        get => _showsOtherHistory;
        set => _showsOtherHistory = value;
    }

    /// <summary>Lies told so far.</summary>
    internal long Told => Interlocked.Read(ref _told);

    /// <summary>Whether this call gets no answer.</summary>
    internal bool Fails() => IsDrawn(8);

    /// <summary>Lets what is on its way wait, now and then longer than anybody does.</summary>
    internal Task DelayAsync(CancellationToken cancellationToken)
    {
        lock (_drawing)
        {
            return ShowsOtherHistory ? Task.CompletedTask
                : Task.Delay(_random.Below(500) == 0 ? SilentMs : _random.Below(DelayMsMax), cancellationToken);
        }
    }

    /// <summary>What the node is told in place of an answer or notice: nothing, it, another, or several.</summary>
    internal IEnumerable<byte[]> Answer(string method, byte[] answer) => method switch
    {
        "Txn" => [OfTransaction(answer)],
        "Watch" => Notices(answer),
        _ => [answer],
    };

    private byte[] OfTransaction(byte[] answer)
    {
        var read = TxnResponse.Parser.ParseFrom(answer);
        var batches = read.Responses.Where(one => one.ResponseRange is not null).SelectMany(one => one.ResponseRange.Kvs)
            .Where(one => one.Key.Span.IndexOf(Batches) >= 0 && !one.Value.IsEmpty).ToList();
        if (batches.Count == 0)
        {
            return answer;
        }

        if (ShowsOtherHistory)
        {
            batches.ForEach(one => one.Value = Other(one));
            Interlocked.Increment(ref _told);
            return read.ToByteArray();
        }

        // An answer of before, to another question; and one whose batches come in another order.
        var older = Interlocked.Exchange(ref _olderRange, answer);
        if (older is not null && IsDrawn(6))
        {
            return older;
        }

        foreach (var range in read.Responses.Select(one => one.ResponseRange).Where(one => one?.Kvs.Count > 1 && IsDrawn(10)))
        {
            (range.Kvs[0], range.Kvs[1]) = (range.Kvs[1], range.Kvs[0]);
        }

        return read.ToByteArray();
    }

    // Lost, twice, after the next one, or of a number that nothing stands at.
    private IEnumerable<byte[]> Notices(byte[] notice)
    {
        var read = WatchResponse.Parser.ParseFrom(notice);
        if (read.Events.Count == 0 || ShowsOtherHistory || !IsDrawn(40))
        {
            return [notice];
        }

        lock (_drawing)
        {
            var held = Interlocked.Exchange(ref _heldNotice, null);
            switch (_random.Below(4))
            {
                case 0:
                    return held is null ? [] : [held];
                case 1:
                    return [notice, notice];
                case 2:
                    _heldNotice = notice;
                    return held is null ? [] : [held];
                default:
                    read.Events[^1].Kv.Value = ByteString.CopyFromUtf8(_random.Next().ToString("x16"));
                    return [notice, read.ToByteArray()];
            }
        }
    }

    // Of the same number, and nobody's.
    private static ByteString Other(KeyValue batch) =>
        ByteString.CopyFrom(Encoding.UTF8.GetBytes($"{batch.Key.ToStringUtf8()} of another history"));

    private bool IsDrawn(int percent)
    {
        if (ShowsOtherHistory)
        {
            return false;
        }

        lock (_drawing)
        {
            if (!_random.Chance(percent))
            {
                return false;
            }
        }

        Interlocked.Increment(ref _told);
        return true;
    }
}
