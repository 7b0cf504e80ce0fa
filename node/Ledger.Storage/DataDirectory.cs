using System.Buffers.Binary;

namespace Ledger.Storage;

/// <summary>
/// A node's directory on disk: the store, bound to one genesis and one format, and held by one process. A directory that is not the node's
/// own is refused, never adopted.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    /// <summary>The disk format that this program writes and reads. It changes with the meaning of any table.</summary>
    public const int FormatVersion = 1;

    /// <summary>Length of a genesis digest, in bytes.</summary>
    public const int DigestBytes = 32;

    private const string StoreFolder = "store";
    private const string LockFile = "lock";
    private readonly FileStream _lock;
    private readonly RocksStore _store;
    private bool _isClosed;

    private DataDirectory(string path, FileStream lockFile, RocksStore store)
    {
        Path = path;
        _lock = lockFile;
        _store = store;
    }

    /// <summary>The directory's full path.</summary>
    public string Path { get; }

    /// <summary>
    /// The store; this object disposes it. The keys <c>format</c> and <c>genesis</c> of <see cref="StoreTable.Meta"/> are taken.
    /// </summary>
    public IStore Store => _store;

    /// <summary>
    /// Opens the directory for the chain of <paramref name="genesisDigest"/> (32 bytes), creating it where it is missing or empty.
    /// </summary>
    /// <exception cref="StorageException">
    /// It is another chain's (<see cref="StorageError.OtherGenesis"/>), not a data directory or of an unknown format (<see
    /// cref="StorageError.OtherFormat"/>), held by another process, corrupt, or the device failed.
    /// </exception>
    public static DataDirectory Open(string path, ReadOnlySpan<byte> genesisDigest, RocksStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfNotEqual(genesisDigest.Length, DigestBytes, nameof(genesisDigest));
        path = System.IO.Path.GetFullPath(path);
        FileStream? lockFile = null;
        RocksStore? store = null;
        try
        {
            RefuseForeignFiles(path);
            lockFile = TakeLock(path);
            store = RocksStore.Open(System.IO.Path.Combine(path, StoreFolder), options);
            CheckOrClaim(path, store, genesisDigest);
            return new DataDirectory(path, lockFile, store);
        }
        catch
        {
            store?.Dispose();
            lockFile?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Saves a copy that <see cref="Open"/> takes into <paramref name="target"/>, which must not exist or be empty, while the node runs on.
    /// </summary>
    /// <exception cref="StorageException">The copy could not be made.</exception>
    public void SaveCheckpoint(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        try
        {
            Directory.CreateDirectory(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, target);
        }

        _store.SaveCheckpoint(System.IO.Path.Combine(target, StoreFolder));
    }

    /// <summary>Moves what only memory and the log of writes hold into tables; see <see cref="RocksStore.Settle"/>.</summary>
    /// <exception cref="StorageException">The disk failed or is full; the log holds everything still.</exception>
    public void Settle() => _store.Settle();

    /// <summary>Gives the disk back what was deleted; see <see cref="RocksStore.Compact"/>.</summary>
    /// <exception cref="StorageException">The disk failed or is full; nothing is lost.</exception>
    public void Compact() => _store.Compact();

    /// <summary>Settles and closes the store, and lets the directory go.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            Settle();
        }
        catch (StorageException)
        {
            // The log holds everything. Whoever opens the directory next is told what is wrong with the disk.
        }

        _store.Dispose();
        _lock.Dispose();
    }

    private static void RefuseForeignFiles(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                throw new StorageException(
                    StorageError.OtherFormat, $"'{path}' is a file, and the node needs a directory. Name another path.");
            }

            Directory.CreateDirectory(path);
            if (Directory.Exists(System.IO.Path.Combine(path, StoreFolder)))
            {
                return;
            }

            string? foreign = Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName)
                .FirstOrDefault(name => name is not LockFile);
            if (foreign is not null)
            {
                throw new StorageException(
                    StorageError.OtherFormat,
                    $"'{path}' is not a Ledger data directory: it has no '{StoreFolder}' and is not empty (it holds '{foreign}'). Name " +
                    $"an empty or new directory.");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, path);
        }
    }

    private static FileStream TakeLock(string path)
    {
        string file = System.IO.Path.Combine(path, LockFile);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not FileNotFoundException and not DirectoryNotFoundException &&
            error.HResult == ResourceUnavailable)
        {
            throw new StorageException(
                StorageError.InUse,
                $"Another process has the data directory '{path}' open. Stop that process, or give this node a data directory of its own.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, path);
        }
    }

    // EWOULDBLOCK of flock, which .NET puts into HResult on Unix.
    private const int ResourceUnavailable = 11;

    private static void CheckOrClaim(string path, RocksStore store, ReadOnlySpan<byte> genesisDigest)
    {
        byte[]? format = store.Get(StoreTable.Meta, "format"u8);
        byte[]? genesis = store.Get(StoreTable.Meta, "genesis"u8);
        if (format is null && genesis is null && store.IsEmpty())
        {
            Claim(store, genesisDigest);
            return;
        }

        int? version = format is { Length: 4 } ? BinaryPrimitives.ReadInt32BigEndian(format) : null;
        if (version != FormatVersion)
        {
            throw new StorageException(
                StorageError.OtherFormat,
                version is null
                    ? $"'{path}' holds data without a format version, so it was not written by Ledger. Name an empty or new directory."
                    : $"The data in '{path}' is of format {version}, and this program knows format {FormatVersion}. Start the version " +
                        $"that wrote it, or name an empty directory, keep the vote lock, and let the node fetch the chain again.");
        }

        if (genesis is null || !genesisDigest.SequenceEqual(genesis))
        {
            throw new StorageException(
                StorageError.OtherGenesis,
                $"The data in '{path}' belongs to another chain. Its genesis digest is {(genesis is null ? "missing" : Hex(genesis))}, " +
                $"and the node was started with {Hex(genesisDigest)}. Name the genesis file of that chain, or another data directory.");
        }
    }

    private static void Claim(RocksStore store, ReadOnlySpan<byte> genesisDigest)
    {
        byte[] format = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(format, FormatVersion);
        var batch = new WriteSet();
        batch.Put(StoreTable.Meta, "format"u8.ToArray(), format);
        batch.Put(StoreTable.Meta, "genesis"u8.ToArray(), genesisDigest.ToArray());
        store.Write(batch, durable: true);
    }

    private static string Hex(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(digest);
}
