using Microsoft.Extensions.Logging;

namespace Ledger.Orders;

/// <summary>
/// Puts a batch on the chain at every tick of a constant cadence, whether anything waits or not: always the same number of issues and of
/// surrenders, so that neither time nor size tells anything (DOMAIN §2, leak checklist).
/// </summary>
public sealed class SealedBatcher
{
    private readonly GuarantorDesk _desk;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger<SealedBatcher> _logger;

    /// <summary>A batcher of one desk.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="interval">From tick to tick, 1 s to 1 day; ticks are at whole multiples of it since 1970.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where a tick that failed is logged.</param>
    public SealedBatcher(GuarantorDesk desk, TimeSpan interval, TimeProvider time, ILogger<SealedBatcher> logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(1));
        (_desk, _interval, _time, _logger) = (desk, interval, time, logger);
    }

    /// <summary>Sends batches until it is cancelled. A tick that fails is logged, and its batch goes at the next one.</summary>
    /// <param name="onBatch">Told of each batch; may be null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<BatchOutcome>? onBatch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(UntilNextTick(_interval, _time.GetUtcNow()), _time, cancellationToken).ConfigureAwait(false);
            try
            {
                onBatch?.Invoke(await SendNowAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (e is Client.LedgerClientException or OrderException or IOException)
            {
                _logger.TickFailed(e);
            }
        }
    }

    /// <summary>One tick at once, and the letters that follow from it.</summary>
    /// <exception cref="OrderException">The chain refused the batch.</exception>
    /// <exception cref="Client.LedgerClientException">The chain could not be asked; the same batch is tried at the next tick.</exception>
    public async Task<BatchOutcome> SendNowAsync(CancellationToken cancellationToken = default)
    {
        var outcome = await _desk.SendBatchAsync(cancellationToken).ConfigureAwait(false);
        await _desk.FlushAsync(cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>From now to the next whole multiple of an interval.</summary>
    public static TimeSpan UntilNextTick(TimeSpan interval, DateTimeOffset now) =>
        TimeSpan.FromTicks(interval.Ticks - (now.UtcTicks % interval.Ticks));
}

/// <summary>What went on the chain at one tick. Only the desk may know how much of it was real.</summary>
/// <param name="Number">The batch's number.</param>
/// <param name="Issued">Guarantees and later versions in it.</param>
/// <param name="Surrendered">Surrenders in it.</param>
/// <param name="IssueRecords">Records in all, decoys included.</param>
/// <param name="SurrenderRecords">Surrenders in all, decoys included; 0 where there were too few decoys to fill a batch.</param>
public sealed record BatchOutcome(ulong Number, int Issued, int Surrendered, int IssueRecords, int SurrenderRecords)
{
    /// <summary>
    /// Whether a copy of this folder put batches on the chain: only one derives the same numbers and ids. What it issued is not issued
    /// again, but letters that both write break their threads.
    /// </summary>
    public bool AnotherCopyWrote { get; init; }
}
