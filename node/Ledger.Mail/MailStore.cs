using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mail;

/// <summary>
/// The store behind mailbox and documents: one of its own, apart from the chain's, so that neither a full disk nor a failed write here
/// stops the chain, and so that the engine's own counting of writes does not set letters beside blocks, whose times are known (ADR 0014).
/// </summary>
public sealed class MailStore(IStore store, IDiskSpace disk, long freeBytesMin, ILogger logger)
{
    private readonly Lock _syncing = new();
    private ulong _written;
    private ulong _durable;

    /// <summary>The entries themselves.</summary>
    public IReadStore Entries => store;

    /// <summary>
    /// How many writes are durable, of those that <see cref="Written"/> counts: what was written at a number up to this one survives a
    /// power cut.
    /// </summary>
    public ulong Durable => Volatile.Read(ref _durable);

    /// <summary>How many writes were made; read after a write it is that one's number, or a later one's.</summary>
    public ulong Written => Volatile.Read(ref _written);

    /// <summary>
    /// Writes what takes room, refused where the disk would have less than its reserve left. It can be read at once and is durable after
    /// the next <see cref="Sync"/>.
    /// </summary>
    public Refused Add(WriteSet batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HasRoomFor(batch.Bytes) is { IsRefused: true } refused ? refused : Write(batch);
    }

    /// <summary>Writes what gives room back, also on a full disk; durable likewise.</summary>
    public Refused Remove(WriteSet batch) => Write(batch);

    /// <summary>
    /// Makes all that was written durable. Called under no lock: whoever comes while the disk is busy waits, and one sync then does for
    /// all of them.
    /// </summary>
    public Refused Sync()
    {
        var own = Written;
        if (own <= Durable)
        {
            return Refused.No;
        }

        lock (_syncing)
        {
            if (own <= _durable)
            {
                return Refused.No; // another caller's sync took this one's writes along
            }

            var all = Written;
            try
            {
                store.Sync();
            }
            catch (StorageException e)
            {
                return Failed(e);
            }

            Volatile.Write(ref _durable, all);
            return Refused.No;
        }
    }

    /// <summary>Does what reads the store; where that fails, refused.</summary>
    public Refused Guard(Func<Refused> reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        try
        {
            return reading();
        }
        catch (StorageException e)
        {
            return Failed(e);
        }
    }

    private Refused HasRoomFor(long bytes)
    {
        try
        {
            return disk.FreeBytes - bytes >= freeBytesMin
                ? Refused.No
                : new Refused(RefusalCode.MailDiskFull, "The node's disk has no room for more mail.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.DiskNotAsked(e);
            return Unavailable;
        }
    }

    private Refused Write(WriteSet batch)
    {
        try
        {
            store.Write(batch, durable: false);
            Interlocked.Increment(ref _written);
            return Refused.No;
        }
        catch (StorageException e)
        {
            return Failed(e);
        }
    }

    private Refused Failed(StorageException e)
    {
        logger.StoreFailed(e.Error, e);
        return e.Error == StorageError.DiskFull
            ? new Refused(RefusalCode.MailDiskFull, "The node's disk has no room for more mail.")
            : Unavailable;
    }

    private static Refused Unavailable => new(RefusalCode.MailUnavailable, "The node's store for mail has failed.");
}
