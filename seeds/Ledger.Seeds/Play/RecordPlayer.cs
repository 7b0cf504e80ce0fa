using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Ledger.Schema.Guarantee;

namespace Ledger.Seeds;

/// <summary>
/// Plays a record into a chain: day by day it drives the clock, waits until block time has followed, hands in the day's transactions –
/// prepared ahead on other threads – and goes on once all are final. Every transaction has a business key, so playing again changes
/// nothing; a second run asks the chain where the first one stopped and goes on there.
/// </summary>
public sealed class RecordPlayer
{
    private readonly IReadOnlyList<IRecordChain> _chains;
    private readonly IDrivenClock _clock;
    private readonly ConsortiumSeed _consortium;
    private readonly ZhuhaiRecord _record;
    private readonly PlayOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A player of a record.</summary>
    /// <param name="consortium">Whose record it is.</param>
    /// <param name="record">The record.</param>
    /// <param name="chains">Connections to nodes of one chain; an actor keeps to one of them.</param>
    /// <param name="clock">The validators' clock.</param>
    /// <param name="options">How it is played; null for the defaults.</param>
    /// <param name="time">The clock that durations are measured with, never the driven one; null for the system's.</param>
    public RecordPlayer(
        ConsortiumSeed consortium, ZhuhaiRecord record, IReadOnlyList<IRecordChain> chains, IDrivenClock clock, PlayOptions? options = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentOutOfRangeException.ThrowIfZero(chains.Count, nameof(chains));
        (_consortium, _record, _chains, _clock) = (consortium, record, chains, clock);
        _options = options ?? new PlayOptions();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Plays what the chain does not have yet.</summary>
    /// <exception cref="PlayException">The chain refused an action, or block time does not follow the clock.</exception>
    public async Task<PlayReport> PlayAsync(IProgress<PlayProgress>? progress, CancellationToken cancellationToken)
    {
        using var actors = new RecordActors(_consortium, _record);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sealer = new RecordSealer(_consortium, actors);
        var signer = new RecordSigner(_consortium, actors, new RecordCalls(_consortium, actors, sealer, new RecordedSessions(_consortium)));
        var preparer = new DayPreparer(actors, signer, _record, _options);
        var first = await FindStartAsync(cancellationToken);
        var head = await _chains[0].GetHeadAsync(cancellationToken);
        var skipped = _record.Days.Take(first).Sum(day => day.Actions.Count);
        var tally = new PlayTally(_time, _record.Actions.Count, skipped, progress);
        var days = Channel.CreateBounded<PreparedDay>(_options.DaysAheadMax);
        var preparing = Task.Run(() => PrepareAsync(preparer, sealer, first, head.TimeMs, days.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var day in days.Reader.ReadAllAsync(cancellationToken))
            {
                var now = await ReachAsync(DayPreparer.InstantOf(day.Plan), cancellationToken);
                await new DayPlay(day, signer, ChainOf, _options, tally, now.Height, _time).PlayAsync(cancellationToken);
                await (_options.AfterDay?.Invoke(day.Plan, cancellationToken) ?? Task.CompletedTask);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tally.Finish(preparer.Trials);
    }

    private async Task PrepareAsync(
        DayPreparer preparer, RecordSealer sealer, int first, long blockTimeMs, ChannelWriter<PreparedDay> days,
        CancellationToken cancellationToken)
    {
        try
        {
            if (first < _record.Days.Count)
            {
                preparer.Recall(first, sealer, cancellationToken);
            }

            for (var index = first; index < _record.Days.Count; index++)
            {
                await days.WriteAsync(preparer.Prepare(index, blockTimeMs, cancellationToken), cancellationToken);
            }

            days.Complete();
        }
        catch (Exception e)
        {
            days.Complete(
                e is AggregateException { InnerExceptions.Count: 1 } one
                    ? ExceptionDispatchInfo.SetCurrentStackTrace(one.InnerException!)
                    : e);
        }
    }

    // Days are finished in order and each issues something or comes before one that does, so the last day whose guarantees are there is
    // where the run stopped: some twenty reads for the whole record.
    private async Task<int> FindStartAsync(CancellationToken cancellationToken)
    {
        var issues = _record.Days.Index()
            .Select(day => (day.Index, Action: day.Item.Actions.FirstOrDefault(action => action.Kind == RecordActionKind.IssueGuarantees)))
            .Where(day => day.Action is not null).ToList();
        var (low, high) = (0, issues.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (await ExistsAsync(issues[middle].Action!.Slots[0], cancellationToken))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? 0 : await IsCompleteAsync(cancellationToken) ? _record.Days.Count : issues[low - 1].Index;
    }

    private async Task<bool> ExistsAsync(IssueSlot slot, CancellationToken cancellationToken) =>
        await _chains[0].GetAsync(GuaranteeTables.Guarantees.Key(slot.GuaranteeId.Span), cancellationToken) is not null;

    // Where all that the last day did is there, nothing is left to play.
    private async Task<bool> IsCompleteAsync(CancellationToken cancellationToken)
    {
        var effects = new RecordEffects(_consortium, _chains[0]);
        foreach (var action in _record.Days[^1].Actions)
        {
            if (!await effects.IsSeenAsync(action, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<RecordHead> ReachAsync(long instantMs, CancellationToken cancellationToken)
    {
        _clock.AdvanceTo(instantMs);
        var started = _time.GetTimestamp();
        ulong? target = null;
        while (true)
        {
            // What one node has made final another may still have to execute: the next day begins once all have.
            var heads = await Task.WhenAll(_chains.Select(chain => chain.GetHeadAsync(cancellationToken)));
            var head = heads.MinBy(one => one.Height)!;
            target ??= heads.Max(one => one.Height);
            if (head.TimeMs >= instantMs && head.Height >= target)
            {
                return head;
            }

            if (_time.GetElapsedTime(started) > _options.BlockTimeTimeout)
            {
                throw new PlayException(
                    $"Block time is {head.TimeMs} at height {head.Height} and has not followed the clock to {instantMs}: do the " +
                    $"validators' clocks follow the driven one, and do they make blocks while idle?");
            }

            await Task.Delay(_options.BlockTimePoll, _time, cancellationToken);
        }
    }

    // An actor's transactions go to one node, which keeps their order.
    private IRecordChain ChainOf(string actorUscc) => _chains[actorUscc[^1] % _chains.Count];
}
