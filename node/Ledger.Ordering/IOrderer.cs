namespace Ledger.Ordering;

/// <summary>
/// One order for all validators: exactly one batch stands at each sequence number from 1 on. The engine is trusted to keep that order and
/// to go on, never for what the batches say (DESIGN §2).
/// </summary>
public interface IOrderer
{
    /// <summary>Largest batch an engine takes, in bytes.</summary>
    const int BatchBytesMax = 96 * 1024;

    /// <summary>
    /// Puts a batch at <paramref name="sequence"/> if nothing stands there yet. It is durable once this says <see
    /// cref="AppendResult.Won"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The batch exceeds <see cref="BatchBytesMax"/>, or the sequence number is 0.</exception>
    /// <exception cref="OrderingException">
    /// The engine could not say whether it stands: read the sequence number to learn it. Or it takes nothing at present.
    /// </exception>
    ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken);

    /// <summary>
    /// The batches from <paramref name="from"/> on without a gap, at most <paramref name="countMax"/>; none where nothing stands there yet.
    /// </summary>
    /// <exception cref="OrderingException">The engine could not be read, or has dropped this sequence number.</exception>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken);

    /// <summary>Returns when there may be something at <paramref name="sequence"/>: a hint to read, nothing more.</summary>
    ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken);

    /// <summary>A reader needs no batch below this number any more, unless it loses its directory. What no reader needs the engine may
    /// drop.</summary>
    void Release(string reader, ulong below);
}

/// <summary>Whose batch stands at a sequence number after an append.</summary>
public enum AppendResult
{
    /// <summary>The one that was given.</summary>
    Won,

    /// <summary>
    /// Another one, which was there before, or nothing can be put there yet because an earlier number is free: read and try the next free
    /// one.
    /// </summary>
    Lost,

    /// <summary>None: the engine takes nothing of this kind, or no more of this proposer until what it has ordered is executed.</summary>
    Refused,
}

/// <summary>The ordering engine failed; the message says how, whether the append may have happened, and what to do.</summary>
public sealed class OrderingException(OrderingError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of failure.</summary>
    public OrderingError Error { get; } = error;
}

/// <summary>Why the order could not be read or written. A node goes on trying, after all of it but <see cref="RunsElsewhere"/>.</summary>
public enum OrderingError
{
    /// <summary>Nobody of the engine answers, or it has no majority. An append may have happened.</summary>
    Unavailable,

    /// <summary>The engine has dropped this number, as it does with what is final everywhere: it is in other nodes' blocks.</summary>
    Dropped,

    /// <summary>The engine is full, and takes nothing more before old batches are deleted.</summary>
    Full,

    /// <summary>The engine does not know this node, or the node not the engine: certificates, rights or limits do not fit.</summary>
    Denied,

    /// <summary>What is kept there is the order of another chain.</summary>
    OtherChain,

    /// <summary>The engine holds no order, and this node has blocks already: what it held is lost, or this is another engine.</summary>
    NotBegun,

    /// <summary>A number is missing below one that is taken.</summary>
    Gap,

    /// <summary>The engine ends below what this node has executed: it was put back to an older state.</summary>
    Behind,

    /// <summary>The node's key takes part from another process: one of the two stops.</summary>
    RunsElsewhere,
}
