using Etcdserverpb;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd.Tests.Faults;

/// <summary>
/// One node's way to an etcd that loses requests, loses answers, does what it was asked long after it was given up, and whose watch skips,
/// repeats and breaks. What the members' own connection mends by asking again is not mended here: the engine meets every fault.
/// </summary>
internal sealed class FaultyConnection(MemoryEtcd etcd, Random? random = null, int faultPercent = 0) : IEtcd
{
    private readonly Lock _gate = new();
    private readonly List<Task> _late = [];

    /// <summary>Requests that reached it.</summary>
    internal int Asked { get; private set; }

    /// <summary>Whether nothing is answered.</summary>
    internal bool IsDown { get; set; }

    /// <summary>Whether no watch ever tells of anything.</summary>
    internal bool IsBlind { get; init; }

    /// <summary>Answers that are lost, after what was asked was done.</summary>
    internal int AnswersLost { get; set; }

    public async Task<TxnResponse> TransactAsync(TxnRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (fate, steps) = Draw();
        Asked++;
        for (var i = 0; i < steps; i++)
        {
            await Task.Yield();
        }

        if (IsDown || fate == 0)
        {
            throw Silence();
        }

        if (fate == 1)
        {
            lock (_gate)
            {
                _late.Add(DoLateAsync(request.Clone()));
            }

            throw Silence();
        }

        var answer = etcd.Do(request);
        if (fate == 2 || AnswersLost-- > 0)
        {
            throw Silence();
        }

        return answer;
    }

    public async Task WatchAsync(ByteString key, Action<ByteString?> onPut, CancellationToken cancellationToken)
    {
        onPut(null);
        var (told, changed) = etcd.Look(key);
        while (true)
        {
            await changed.WaitAsync(cancellationToken);
            var (value, next) = etcd.Look(key);
            changed = next;
            var (fate, _) = Draw();
            if (fate == 0)
            {
                throw Silence();
            }

            if (!IsBlind && fate != 1 && value is not null && !value.Equals(told))
            {
                onPut(value);
                told = value;
            }
        }
    }

    public Task<long> LeaseAsync(int seconds, CancellationToken cancellationToken) => AskAsync(etcd.Lease);

    public Task<bool> KeepAsync(long lease, CancellationToken cancellationToken) => AskAsync(() => etcd.HasLease(lease));

    public Task RevokeAsync(long lease, CancellationToken cancellationToken) => AskAsync(() =>
    {
        etcd.End(lease);
        return true;
    });

    /// <summary>Whatever was given up has been done or never will be.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] late;
        lock (_gate)
        {
            late = [.. _late];
        }

        await Task.WhenAll(late);
    }

    private async Task<TAnswer> AskAsync<TAnswer>(Func<TAnswer> ask)
    {
        var (fate, _) = Draw();
        await Task.Yield();
        if (IsDown || fate == 0)
        {
            throw Silence();
        }

        var answer = ask();
        return fate < 0 ? answer : throw Silence();
    }

    private async Task DoLateAsync(TxnRequest request)
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
        }

        etcd.Do(request);
    }

    private (int Fate, int Steps) Draw()
    {
        if (random is null)
        {
            return (-1, 0);
        }

        lock (_gate)
        {
            return (random.Next(100) < faultPercent ? random.Next(3) : -1, random.Next(4));
        }
    }

    private static OrderingException Silence() => new(OrderingError.Unavailable, "No answer.");
}
