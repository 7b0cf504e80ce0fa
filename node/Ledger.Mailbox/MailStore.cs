using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mailbox;

/// <summary>
/// The store behind mailbox and documents: one of its own, apart from the chain's, so that neither a full disk nor a failed write here
/// stops the chain, and so that the engine's own counting of writes does not set letters beside blocks, whose times are known (ADR 0014).
/// </summary>
public sealed class MailStore(IStore store, IDiskSpace disk, long freeBytesMin, ILogger logger)
{
    /// <summary>The entries themselves.</summary>
    public IReadStore Entries => store;

    /// <summary>Writes what takes room, durable on return; refused where the disk would have less than its reserve left.</summary>
    public Refused Add(WriteSet batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HasRoomFor(batch.Bytes) is { IsRefused: true } refused ? refused : Write(batch, durable: true);
    }

    /// <summary>Writes what takes room, not yet durable: a later durable write makes it so.</summary>
    public Refused AddBuffered(WriteSet batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HasRoomFor(batch.Bytes) is { IsRefused: true } refused ? refused : Write(batch, durable: false);
    }

    /// <summary>Writes what gives room back, also on a full disk.</summary>
    public Refused Remove(WriteSet batch) => Write(batch, durable: true);

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

    private Refused Write(WriteSet batch, bool durable)
    {
        try
        {
            store.Write(batch, durable);
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
