namespace Grpc.Core;

/// <summary>
/// What the four call objects share. The real client passes one state object and static functions, so that a call costs no
/// closures; older callers pass closures, which are carried here as the state itself.
/// </summary>
internal readonly struct AsyncCallState(
    Func<object, Task<Metadata>> responseHeaders,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    public AsyncCallState(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(
            static s => ((Closures)s).ResponseHeaders,
            static s => ((Closures)s).Status(),
            static s => ((Closures)s).Trailers(),
            static s => ((Closures)s).Dispose(),
            new Closures(responseHeaders, status, trailers, dispose))
    {
    }

    public Task<Metadata> ResponseHeadersAsync() => responseHeaders(state);

    public Status GetStatus() => status(state);

    public Metadata GetTrailers() => trailers(state);

    public void Dispose() => dispose(state);

    private sealed record Closures(Task<Metadata> ResponseHeaders, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
