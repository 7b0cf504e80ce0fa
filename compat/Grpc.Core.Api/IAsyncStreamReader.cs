namespace Grpc.Core;

/// <summary>A stream of messages to read.</summary>
public interface IAsyncStreamReader<out T>
{
    T Current { get; }

    /// <summary>Reads on; false at the stream's end.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
