using Grpc.Core;
using Ledger.Protocol;

namespace Ledger.Api.Held;

/// <summary>
/// Serves calls that hold something for a time: within a gate, and until the node stops, another caller needs the place, or nothing moves
/// any more.
/// </summary>
internal sealed class HeldCalls(string what, int heldMax, int heldOfCallerMax, TimeSpan idleMax, CancellationToken stopping)
{
    private readonly FairGate _gate = new(what, heldMax, heldOfCallerMax);

    /// <summary>How many are held.</summary>
    internal int Count => _gate.Count;

    /// <summary>Runs a call; what ends it becomes a refusal in words.</summary>
    internal async Task<T> RunAsync<T>(ServerCallContext context, Func<HeldCall, Task<T>> call)
    {
        var refusal = _gate.TryEnter(Caller.Of(context), out var lease);
        if (lease is null)
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.TooManyStreams, refusal == FairRefusal.CallerHasItsPart
                ? $"{heldOfCallerMax} {what} of this caller are open already, as many as one caller may hold."
                : $"{heldMax} {what} are open already."));
        }

        using (lease)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping, lease.Displaced);
            try
            {
                return await call(new HeldCall(ended, idleMax)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
            {
                throw RefusalStatus.ToException(Reason(lease));
            }
        }
    }

    private Refused Reason(FairLease lease) =>
        stopping.IsCancellationRequested ? new Refused(
            RefusalCode.NotReady, "The node is stopping: go on from where you are, here later or at another one.")
        : lease.Displaced.IsCancellationRequested ? new Refused(
            RefusalCode.TooManyStreams, $"All {heldMax} {what} are taken, and a caller that holds fewer needed this place.")
        : new Refused(RefusalCode.StreamIdle, $"Nothing moved for {idleMax.TotalSeconds:0} seconds: go on from where the transfer is.");
}
