using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// Leaves decoys at a constant rate whatever else happens, in the desk's own mailbox and in those of other guarantors, at random moments
/// and through random nodes: so a guarantor's mailbox never falls silent, and the letters of one section's bidders before its deadline
/// drown (DOMAIN §2, leak checklist; docs/spec/orders.md). Each decoy is left by itself, for one interval at most: what is slow or fails
/// delays no other, nor any batch.
/// </summary>
public sealed class CoverTraffic
{
    private readonly CoverOptions _options;
    private IReadOnlyList<MailboxCard> _others = [];
    private long _left;
    private long _failed;

    /// <summary>Cover that has not begun.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number or the interval is out of its range.</exception>
    public CoverTraffic(CoverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Interval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Interval, TimeSpan.FromDays(1));
        foreach (var decoys in (ReadOnlySpan<int>)[options.OwnDecoys, options.OtherDecoys])
        {
            ArgumentOutOfRangeException.ThrowIfNegative(decoys);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(decoys, CoverOptions.DecoysMax);
        }

        _options = options;
    }

    /// <summary>Decoys that a node has given its receipt for, since the beginning.</summary>
    public long Left => Interlocked.Read(ref _left);

    /// <summary>Decoys that no node took in their time, since the beginning.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Leaves cover from now on until it is cancelled: in the rest of the present interval as many as in each later one.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var underway = new List<Task>();
        try
        {
            while (true)
            {
                await RefreshOthersAsync(cancellationToken).ConfigureAwait(false);
                var rest = UntilTick();
                var tick = Task.Delay(rest, _options.Time, cancellationToken);
                underway.AddRange(Draw(rest).Select(decoy => LeaveAsync(decoy.To, decoy.After, cancellationToken)));
                await tick.ConfigureAwait(false);
                await ForgetEndedAsync(underway).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(underway).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan UntilTick() => SealedBatcher.UntilNextTick(_options.Interval, _options.Time.GetUtcNow());

    private List<(MailboxCard To, TimeSpan After)> Draw(TimeSpan rest)
    {
        var decoys = new List<(MailboxCard, TimeSpan)>();
        for (var number = 0; number < _options.OwnDecoys + _options.OtherDecoys; number++)
        {
            var toOther = number >= _options.OwnDecoys && _others.Count > 0;
            var to = toOther ? _others[_options.Random.Below(_others.Count)] : _options.Own;
            decoys.Add((to, TimeSpan.FromMilliseconds(_options.Random.Below((int)Math.Ceiling(rest.TotalMilliseconds)))));
        }

        return decoys;
    }

    private async Task LeaveAsync(MailboxCard to, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, _options.Time, cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(_options.Interval, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _options.Mail.LeaveDecoyAsync(to, either.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _left);
            CoverMetrics.Left();
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            Interlocked.Increment(ref _failed);
            CoverMetrics.Failed();
            _options.Logger.DecoyFailed(e);
        }
    }

    /// <summary>
    /// Reads the other guarantors' cards; for half of what is left of the interval at most. What was read last stays where that fails.
    /// </summary>
    private async Task RefreshOthersAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(UntilTick() / 2, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var cards = await _options.Chain.CardsAsync(either.Token).ConfigureAwait(false);
            _others = [.. cards.Where(card => card.Uscc != _options.Uscc).Select(card => card.Mailbox)];
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            _options.Logger.CardsUnread(e);
        }
    }

    private static bool IsFailure(Exception error, CancellationToken cancellationToken) =>
        error is LedgerClientException or IOException or ArgumentException or InvalidOperationException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static async Task ForgetEndedAsync(List<Task> underway)
    {
        foreach (var ended in underway.Where(task => task.IsCompleted).ToList())
        {
            underway.Remove(ended);
            await ended.ConfigureAwait(false); // a fault in the program is not hidden
        }
    }
}
