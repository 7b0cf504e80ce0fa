namespace Ledger.Benchmarks.Preflight;

/// <summary>Counts requests to a node, and how often one began while none was under way: those cost a round trip of their own.</summary>
internal sealed class RoundTrips(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _requests;
    private int _rounds;
    private int _underWay;

    internal void Reset() => (_requests, _rounds) = (0, 0);

    internal (int Requests, int Rounds) Read() => (Volatile.Read(ref _requests), Volatile.Read(ref _rounds));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        if (Interlocked.Increment(ref _underWay) == 1)
        {
            Interlocked.Increment(ref _rounds);
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
