using Ledger.Storage.Rocks;
using RocksDbSharp;

namespace Ledger.Storage;

/// <summary>
/// A store on disk: one column family for each table. Safe for use by several threads.
/// After a failed write it refuses every further one: what a node believes and what the disk holds may differ, and only opening it again
/// settles that.
/// </summary>
public sealed class RocksStore : IStore
{
    private readonly RocksDatabase _database;
    private readonly DiskReserve _disk;
    private readonly Lock _writing = new();
    private readonly WriteOptions _durable = new WriteOptions().SetSync(true);
    private readonly WriteOptions _buffered = new WriteOptions().SetSync(false);
    private StorageException? _failure;
    private bool _disposed;

    private RocksStore(RocksDatabase database, DiskReserve disk)
    {
        _database = database;
        _disk = disk;
    }

    /// <summary>Opens the store in <paramref name="path"/>, creating it where the directory is missing or holds no data.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one that is.</exception>
    /// <exception cref="StorageException">The store cannot be opened; <see cref="StorageException.Error"/> says why.</exception>
    public static RocksStore Open(string path, RocksStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        bool holdsData = RocksFiles.PrepareDirectory(path);
        var disk = new DiskReserve(path, options.FreeDiskBytesMin);
        disk.Require(bytes: 0);
        return new RocksStore(RocksDatabase.Open(path, options, create: !holdsData), disk);
    }

    /// <inheritdoc/>
    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => _database.Get(table, key, null);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false) =>
        _database.Scan(table, from.ToArray(), to.ToArray(), reverse, null);

    /// <inheritdoc/>
    public void Write(WriteSet batch, bool durable)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using WriteBatch native = _database.Translate(batch);
        lock (_writing)
        {
            ThrowIfFailed();
            try
            {
                _disk.Require(batch.Bytes);
                _database.Write(native, durable ? _durable : _buffered);
            }
            catch (StorageException failure)
            {
                _failure = failure;
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Sync()
    {
        lock (_writing)
        {
            ThrowIfFailed();
        }

        try
        {
            _database.SyncLog();
        }
        catch (StorageException failure)
        {
            lock (_writing)
            {
                _failure ??= failure;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public IStoreSnapshot Snapshot() => new RocksSnapshot(_database);

    /// <summary>
    /// Moves what only memory and the log of writes hold into tables, which are sorted and packed. For an owner that closes the store: it
    /// then takes less of the disk, and opens at once. Nothing depends on it.
    /// </summary>
    /// <exception cref="StorageException">The disk failed or is full; the log holds everything still.</exception>
    public void Settle()
    {
        lock (_writing)
        {
            ThrowIfFailed();
            _disk.Require(bytes: 0);
        }

        _database.Settle();
    }

    /// <summary>
    /// Gives the disk back what was deleted or overwritten: every table is written anew, which takes as much room meanwhile as the largest
    /// has. Nothing depends on it.
    /// </summary>
    /// <exception cref="StorageException">The disk failed or is full; nothing is lost.</exception>
    public void Compact()
    {
        Settle();
        _database.Compact();
    }

    /// <summary>
    /// Saves the store as it is now into <paramref name="directory"/>, which must not exist; files are hard-linked where that is possible.
    /// </summary>
    /// <exception cref="StorageException">The copy could not be made.</exception>
    public void SaveCheckpoint(string directory) => _database.SaveCheckpoint(directory);

    /// <summary>Closes the store once the snapshots and enumerations taken from it have ended.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _database.Release();
        }
    }

    // Under the lock.
    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new StorageException(
                _failure.Error, $"An earlier write failed, so the store takes no more: {_failure.Message}", _failure);
        }
    }

    /// <summary>True where no table holds anything, nor the column family that RocksDB always makes and this store never uses.</summary>
    internal bool IsEmpty() => _database.IsEmpty();
}
