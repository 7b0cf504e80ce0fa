namespace Ledger.Storage;

/// <summary>Failures of plain file operations as storage errors.</summary>
internal static class FileErrors
{
    // errno values that .NET puts into HResult on Unix: ENOSPC, EDQUOT.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    internal static StorageException Translate(Exception error, string path) => error.HResult is NoSpace or QuotaExceeded
        ? new StorageException(
            StorageError.DiskFull, $"The disk that holds '{path}' is full. Free space or enlarge it, then start the node again.", error)
        : new StorageException(
            StorageError.Device,
            $"The directory '{path}' cannot be used: {error.Message} Check that the path is right, that the node's user may write " +
            $"there, and that the disk is mounted.",
            error);
}
