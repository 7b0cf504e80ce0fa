using RocksDbSharp;

namespace Ledger.Storage.Rocks;

/// <summary>
/// Names RocksDB's errors. Its C interface gives only text, which starts with the status ("Corruption: ", "IO error: ") and carries the
/// operating system's reason.
/// </summary>
internal static class RocksErrors
{
    internal static StorageException Translate(RocksDbException error, string path, string action)
    {
        StorageError kind = Classify(error.Message);
        return new StorageException(kind, $"Could not {action} '{path}': {Advice(kind)} RocksDB says: {error.Message}", error);
    }

    private static StorageError Classify(string message)
    {
        if (Has(message, "No space left on device") || Has(message, "Disk quota exceeded"))
        {
            return StorageError.DiskFull;
        }

        if (Has(message, "While lock file") || Has(message, "lock hold by current process"))
        {
            return Has(message, "LOCK: Permission denied") ? StorageError.Device : StorageError.InUse;
        }

        if (Has(message, "Column families not opened") || Has(message, "Unknown Feature") || Has(message, "comparator"))
        {
            return StorageError.OtherFormat;
        }

        // A file that the manifest names and that is not there, or a database without CURRENT, is lost data as much as a bad checksum.
        return message.StartsWith("Corruption", StringComparison.Ordinal) || Has(message, "No such file or directory") ||
            Has(message, "create_if_missing is false")
            ? StorageError.Corrupt
            : StorageError.Device;
    }

    private static string Advice(StorageError kind) => kind switch
    {
        StorageError.DiskFull =>
            "the disk is full. Free space or enlarge it, then start the node again; nothing that was confirmed is lost.",
        StorageError.InUse => "another process has it open. Stop that process, or give this node a data directory of its own.",
        StorageError.Corrupt =>
            "the data fails its checks. Leave the files as they are, move the directory away, and restore a backup or let the node " +
            "fetch the chain again from the other members.",
        StorageError.OtherFormat =>
            "it was not written by this program. Start the version that wrote it, or give this node a data directory of its own.",
        _ =>
            "the device refused. Look in the system's log for disk errors, check the mount and the permissions, then start the node again.",
    };

    private static bool Has(string message, string part) => message.Contains(part, StringComparison.Ordinal);
}
