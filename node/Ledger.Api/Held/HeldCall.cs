using Grpc.Core;

namespace Ledger.Api.Held;

/// <summary>A call that holds its place: what it waits for of the other side may take only so long.</summary>
internal sealed class HeldCall(CancellationTokenSource ended, TimeSpan idleMax)
{
    /// <summary>Cancelled when the call is to end.</summary>
    internal CancellationToken Token => ended.Token;

    /// <summary>Gives a message to a reader; one that takes nothing for the idle time ends the call.</summary>
    internal async Task WriteAsync<T>(IServerStreamWriter<T> writer, T message)
    {
        ended.CancelAfter(idleMax);
        await writer.WriteAsync(message, ended.Token).ConfigureAwait(false);
        ended.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes the next message; a writer that brings nothing for the idle time ends the call.</summary>
    internal async Task<bool> ReadAsync<T>(IAsyncStreamReader<T> reader)
    {
        ended.CancelAfter(idleMax);
        var more = await reader.MoveNext(ended.Token).ConfigureAwait(false);
        ended.CancelAfter(Timeout.InfiniteTimeSpan);
        return more;
    }
}
