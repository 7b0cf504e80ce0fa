using System.Diagnostics;

namespace Ledger.Api;

/// <summary>
/// When a stream that has nothing to say says that it is alive. By the machine's own clock and not the chain's: it measures a connection.
/// </summary>
/// <param name="everyMs">After so many milliseconds of silence; 0 for never.</param>
internal sealed class StreamBeat(uint everyMs)
{
    private long _spokeAt = Stopwatch.GetTimestamp();

    /// <summary>Whether nothing was said for as long as may be.</summary>
    internal bool IsDue => everyMs > 0 && Left <= TimeSpan.Zero;

    private TimeSpan Left => TimeSpan.FromMilliseconds(everyMs) - Stopwatch.GetElapsedTime(_spokeAt);

    /// <summary>Something was said.</summary>
    internal void Spoke() => _spokeAt = Stopwatch.GetTimestamp();

    /// <summary>Waits for what is new, or until a beat is due.</summary>
    /// <param name="news">Completes when there may be something new.</param>
    /// <param name="ended">The call's end.</param>
    internal async Task WaitAsync(Func<CancellationToken, Task> news, CancellationToken ended)
    {
        if (everyMs == 0)
        {
            await news(ended).ConfigureAwait(false);
            return;
        }

        using var due = CancellationTokenSource.CreateLinkedTokenSource(ended);
        due.CancelAfter(Left > TimeSpan.Zero ? Left : TimeSpan.Zero);
        try
        {
            await news(due.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            // A beat is due.
        }
    }
}
