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
    /// <exception cref="OrderingException">The engine could not say whether it stands: read the sequence number to learn it.</exception>
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

/// <summary>The ordering engine failed; the message says how, and whether the append may have happened.</summary>
public sealed class OrderingException(string message, Exception? inner = null) : Exception(message, inner);
