using System.Diagnostics;
using RocksDbSharp;

namespace Ledger.Storage.Rocks;

/// <summary>
/// The open database, counted: it closes when its owner and every snapshot and enumeration have let go,
/// because RocksDB must not be closed under a reader.
/// </summary>
internal sealed class RocksDatabase
{
    private readonly string _path;
    private readonly RocksDb _db;
    private readonly ColumnFamilyHandle[] _tables;
    private int _holders = 1;

    private RocksDatabase(string path, RocksDb db)
    {
        _path = path;
        _db = db;
        _tables = [.. StoreTables.Names.Select(db.GetColumnFamily)];
    }

    internal static RocksDatabase Open(string path, RocksStoreOptions options, bool create)
    {
        try
        {
            return new RocksDatabase(path, RocksDb.Open(RocksTuning.Database(options, create), path, RocksTuning.Tables(options)));
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, path, "open");
        }
    }

    /// <summary>Keeps the database open until the matching <see cref="Release"/>.</summary>
    internal void Hold()
    {
        int holders = Volatile.Read(ref _holders);
        while (true)
        {
            ObjectDisposedException.ThrowIf(holders == 0, typeof(RocksStore));
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return;
            }

            holders = seen;
        }
    }

    internal void Release()
    {
        int holders = Interlocked.Decrement(ref _holders);
        if (holders < 0)
        {
            throw new UnreachableException("The database was released more often than it was held.");
        }

        if (holders == 0)
        {
            _db.Dispose();
        }
    }

    /// <summary>Reads one value; <paramref name="options"/> carries the snapshot to read from, or is null.</summary>
    internal byte[]? Get(StoreTable table, ReadOnlySpan<byte> key, ReadOptions? options)
    {
        ColumnFamilyHandle columnFamily = _tables[StoreTables.IndexOf(table)];
        Hold();
        try
        {
            return _db.Get(key, columnFamily, options);
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, _path, "read");
        }
        finally
        {
            Release();
        }
    }

    internal IEnumerable<KeyValuePair<byte[], byte[]>> Scan(StoreTable table, byte[] from, byte[] to, bool reverse, Snapshot? snapshot)
    {
        ColumnFamilyHandle columnFamily = _tables[StoreTables.IndexOf(table)];
        return StoreTables.IsEmptyRange(from, to) ? [] : Enumerate(columnFamily, from, to, reverse, snapshot);
    }

    internal WriteBatch Translate(WriteSet batch)
    {
        var native = new WriteBatch();
        foreach (WriteSet.Entry entry in batch.Entries)
        {
            ColumnFamilyHandle columnFamily = _tables[StoreTables.IndexOf(entry.Table)];
            if (entry.Value is null)
            {
                native.Delete(entry.Key, columnFamily);
            }
            else
            {
                native.Put(entry.Key, entry.Value, columnFamily);
            }
        }

        return native;
    }

    internal void Write(WriteBatch batch, WriteOptions options)
    {
        Hold();
        try
        {
            _db.Write(batch, options);
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, _path, "write");
        }
        finally
        {
            Release();
        }
    }

    /// <summary>
    /// Puts all that only memory and the log hold into tables, so that the log may go: a store at rest keeps everything once, and opens
    /// without going through a log.
    /// </summary>
    internal void Settle()
    {
        Hold();
        try
        {
            var waiting = new FlushOptions().SetWaitForFlush(true);
            IntPtr[] tables = [.. _tables.Select(table => table.Handle)];
            Native.Instance.rocksdb_flush_cfs(_db.Handle, waiting.Handle, tables, tables.Length);
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, _path, "settle");
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Writes every table anew without what was deleted or overwritten in it.</summary>
    internal void Compact()
    {
        Hold();
        try
        {
            foreach (ColumnFamilyHandle table in _tables)
            {
                _db.CompactRange(null, null, table);
            }
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, _path, "compact");
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Puts the log of writes on the disk, up to the newest.</summary>
    internal void SyncLog()
    {
        Hold();
        try
        {
            Native.Instance.rocksdb_flush_wal(_db.Handle, sync: 1);
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, _path, "sync");
        }
        finally
        {
            Release();
        }
    }

    internal Snapshot CreateSnapshot() => _db.CreateSnapshot();

    internal void SaveCheckpoint(string directory)
    {
        Hold();
        try
        {
            using Checkpoint checkpoint = _db.Checkpoint();
            checkpoint.Save(directory);
        }
        catch (RocksDbException error)
        {
            throw RocksErrors.Translate(error, directory, "save a checkpoint in");
        }
        finally
        {
            Release();
        }
    }

    internal bool IsEmpty() =>
        _tables.Append(_db.GetColumnFamily(ColumnFamilies.DefaultName)).All(table => !Enumerate(table, [], [], false, null).Any());

    private IEnumerable<KeyValuePair<byte[], byte[]>> Enumerate(
        ColumnFamilyHandle columnFamily, byte[] from, byte[] to, bool reverse, Snapshot? snapshot)
    {
        Hold();
        try
        {
            using Iterator iterator = _db.NewIterator(columnFamily, Range(from, to, snapshot));
            for (Iterator at = reverse ? iterator.SeekToLast() : iterator.SeekToFirst(); at.Valid(); at = reverse ? at.Prev() : at.Next())
            {
                yield return new KeyValuePair<byte[], byte[]>(at.Key(), at.Value());
            }

            ThrowIfFailed(iterator);
        }
        finally
        {
            Release();
        }
    }

    private static ReadOptions Range(byte[] from, byte[] to, Snapshot? snapshot)
    {
        var options = new ReadOptions();
        if (snapshot is not null)
        {
            options.SetSnapshot(snapshot);
        }

        if (from.Length > 0)
        {
            options.SetIterateLowerBound(from);
        }

        if (to.Length > 0)
        {
            options.SetIterateUpperBound(to);
        }

        return options;
    }

    // An iterator that met a bad block merely becomes invalid: without this, a corrupt table would look like a short one.
    private void ThrowIfFailed(Iterator iterator)
    {
        Native.Instance.rocksdb_iter_get_error(iterator.Handle, out IntPtr error);
        if (error != IntPtr.Zero)
        {
            throw RocksErrors.Translate(new RocksDbException(error), _path, "read");
        }
    }
}
