namespace Ledger.Node;

/// <summary>Wakes one sleeping loop; any number of wakes before it sleeps count as one.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _source = New();

    internal void Wake() => Volatile.Read(ref _source).TrySetResult();

    /// <summary>Sleeps until woken, or for at most <paramref name="milliseconds"/>.</summary>
    internal async Task SleepAsync(int milliseconds, TimeProvider pace, CancellationToken cancellationToken)
    {
        var source = Volatile.Read(ref _source);
        try
        {
            await source.Task.WaitAsync(TimeSpan.FromMilliseconds(milliseconds), pace, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        Interlocked.CompareExchange(ref _source, New(), source);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
