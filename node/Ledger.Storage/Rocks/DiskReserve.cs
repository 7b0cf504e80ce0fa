namespace Ledger.Storage.Rocks;

/// <summary>Keeps a part of the disk free, so that the engine itself never meets a full one.</summary>
internal sealed class DiskReserve(string path, long freeBytesMin)
{
    private const long MiB = 1024 * 1024;
    private readonly DriveInfo _drive = new(Path.GetFullPath(path));

    /// <summary>Refuses what would leave less than the reserve once <paramref name="bytes"/> more are written.</summary>
    /// <exception cref="StorageException">The disk is full (<see cref="StorageError.DiskFull"/>), or cannot be asked.</exception>
    internal void Require(long bytes)
    {
        var free = FreeBytes();
        if (free - bytes < freeBytesMin)
        {
            throw new StorageException(
                StorageError.DiskFull,
                $"The disk that holds '{path}' has {free / MiB} MiB left, and {freeBytesMin / MiB} MiB must stay free for the store's " +
                $"own work: "
                + "for the node the disk is full. Free space or enlarge it, then start the node again; nothing that was confirmed " +
                    "is lost.");
        }
    }

    private long FreeBytes()
    {
        try
        {
            return _drive.AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, path);
        }
    }
}
