namespace Ledger.Api;

/// <summary>Bounds how many streams are open.</summary>
internal sealed class StreamGate(int streamsMax)
{
    private int _open;

    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= streamsMax)
        {
            return true;
        }

        Interlocked.Decrement(ref _open);
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _open);
}
