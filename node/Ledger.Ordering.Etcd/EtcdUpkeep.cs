using Etcdserverpb;

namespace Ledger.Ordering.Etcd;

/// <summary>
/// Gives the disk of deleted batches back: defragments one member a minute where much of its file is free, and brings an etcd at its quota
/// back to work. One node has the duty, the one whose key runs longest: no election is needed, and none is asked of an etcd that takes
/// nothing (docs/operations/etcd.md, 'At quota').
/// </summary>
public sealed class EtcdUpkeep : IAsyncDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const long FreeBytesMin = 64 * 1024 * 1024; // below this a file is not worth the second that a member does not answer
    private readonly EtcdConnection _etcd;
    private readonly EtcdKeys _keys;
    private readonly EtcdOrdererParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    /// <summary>Begins to look after the members that the options name.</summary>
    /// <exception cref="ArgumentException">The options have faults; the message names each. Or no key runs here.</exception>
    public EtcdUpkeep(EtcdOptions options, EtcdOrdererParts parts)
        : this(options, parts, Period)
    {
    }

    internal EtcdUpkeep(EtcdOptions options, EtcdOrdererParts parts, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        options.RequireSound();
        Validator = parts.Fence?.Validator ?? throw new ArgumentException("Upkeep is the duty of one whose key runs here.", nameof(parts));
        (_parts, _keys) = (parts, new EtcdKeys(options.KeyPrefix));
        _etcd = new EtcdConnection(options, parts.Pace);
        _looking = Task.Run(() => LookUntilStoppedAsync(period));
    }

    private string Validator { get; }

    /// <summary>Ends it; what a member was asked to do it goes on doing.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        await _etcd.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LookUntilStoppedAsync(TimeSpan period)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, _parts.Pace, _stop.Token).ConfigureAwait(false);
                await LookAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OrderingException e)
            {
                EtcdLog.NotLookedAfter(_parts.Logger, e.Message); // a member is down: nothing is done to the others meanwhile
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var alarms = await _etcd.AlarmAsync(Alarm(AlarmRequest.Types.AlarmAction.Get), cancellationToken).ConfigureAwait(false);
        var full = alarms.Alarms.Where(one => one.Alarm == AlarmType.Nospace).Select(one => one.MemberID).ToList();
        if (!await HasDutyAsync(full.Count > 0, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (full.Count > 0)
        {
            await MakeRoomAsync(full, cancellationToken).ConfigureAwait(false);
        }
        else if (await FullestOfFreeSpaceAsync(cancellationToken).ConfigureAwait(false) is { } member)
        {
            await DefragmentAsync(member, cancellationToken).ConfigureAwait(false);
        }
    }

    // An etcd at its quota lets nobody say that its key runs; where nobody does any more, all that are there look after it. It costs no
    // more than time where two do.
    private async Task<bool> HasDutyAsync(bool isFull, CancellationToken cancellationToken)
    {
        var (from, to) = _keys.RunningRange;
        var request = new TxnRequest
        {
            Success =
            {
                new RequestOp
                {
                    RequestRange = new RangeRequest
                    {
                        Key = from,
                        RangeEnd = to,
                        SortTarget = RangeRequest.Types.SortTarget.Create,
                        SortOrder = RangeRequest.Types.SortOrder.Ascend,
                        Limit = 1,
                        KeysOnly = true,
                    },
                },
            },
        };
        var answer = await _etcd.TransactAsync(request, cancellationToken).ConfigureAwait(false);
        var longest = answer.Responses[0].ResponseRange.Kvs.FirstOrDefault();
        return longest is null ? isFull : longest.Key.Equals(_keys.Running(Validator));
    }

    /// <summary>The member of which most is free, a follower before the leader; null where none is worth it, or one is away.</summary>
    private async Task<int?> FullestOfFreeSpaceAsync(CancellationToken cancellationToken)
    {
        int? best = null;
        var bestFree = 0L;
        for (var member = 0; member < _etcd.Count; member++)
        {
            var status = await _etcd.StatusAsync(member, cancellationToken).ConfigureAwait(false);
            if (status.Leader == 0)
            {
                return null;
            }

            var free = status.DbSize - status.DbSizeInUse;
            if (free < Math.Max(FreeBytesMin, status.DbSize / 2))
            {
                continue;
            }

            // A leader that does not answer for a second has the others elect another.
            var weight = status.Leader == status.Header.MemberId ? free / 2 : free;
            if (weight > bestFree)
            {
                (best, bestFree) = (member, weight);
            }
        }

        return best;
    }

    // Compaction frees what deleted batches held, defragmentation gives it back, and only then may the alarm go.
    private async Task MakeRoomAsync(List<ulong> full, CancellationToken cancellationToken)
    {
        EtcdLog.MakesRoom(_parts.Logger);
        var revision = (await _etcd.StatusAsync(0, cancellationToken).ConfigureAwait(false)).Header.Revision;
        await _etcd.CompactAsync(revision, cancellationToken).ConfigureAwait(false);
        for (var member = 0; member < _etcd.Count; member++)
        {
            await DefragmentAsync(member, cancellationToken).ConfigureAwait(false);
        }

        foreach (var member in full)
        {
            await _etcd.AlarmAsync(Alarm(AlarmRequest.Types.AlarmAction.Deactivate, member), cancellationToken).ConfigureAwait(false);
        }

        EtcdLog.RoomMade(_parts.Logger);
    }

    private async Task DefragmentAsync(int member, CancellationToken cancellationToken)
    {
        var before = await _etcd.StatusAsync(member, cancellationToken).ConfigureAwait(false);
        await _etcd.DefragmentAsync(member, cancellationToken).ConfigureAwait(false);
        var after = await _etcd.StatusAsync(member, cancellationToken).ConfigureAwait(false);
        EtcdLog.Defragmented(_parts.Logger, _etcd.EndpointOf(member), before.DbSize, after.DbSize);
    }

    private static AlarmRequest Alarm(AlarmRequest.Types.AlarmAction action, ulong member = 0) =>
        new() { Action = action, Alarm = AlarmType.Nospace, MemberID = member };
}
