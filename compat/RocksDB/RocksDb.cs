using System.Runtime.InteropServices;

namespace RocksDbSharp;

public sealed unsafe class RocksDb : IDisposable
{
    private static readonly ReadOptions _defaultReadOptions = new();
    private static readonly WriteOptions _defaultWriteOptions = new();
    private readonly Dictionary<string, ColumnFamilyHandle> _columnFamilies;

    private RocksDb(IntPtr handle, Dictionary<string, ColumnFamilyHandle> columnFamilies)
    {
        Handle = handle;
        _columnFamilies = columnFamilies;
    }

    public IntPtr Handle { get; private set; }

    public static RocksDb Open(DbOptions options, string path, ColumnFamilies columnFamilies)
    {
        string[] names = columnFamilies.Names.ToArray();
        IntPtr[] columnFamilyOptions = columnFamilies.OptionHandles.ToArray();
        var handles = new IntPtr[names.Length];
        IntPtr[] nativeNames = names.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        IntPtr db;
        try
        {
            fixed (IntPtr* n = nativeNames)
            fixed (IntPtr* o = columnFamilyOptions)
            fixed (IntPtr* h = handles)
            {
                db = C.rocksdb_open_column_families(options.Handle, path, names.Length, n, o, h, out IntPtr error);
                C.ThrowIfError(error);
            }
        }
        finally
        {
            Array.ForEach(nativeNames, Marshal.FreeCoTaskMem);
            GC.KeepAlive(options);
            GC.KeepAlive(columnFamilies);
        }

        var byName = new Dictionary<string, ColumnFamilyHandle>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            byName.Add(names[i], new ColumnFamilyHandle(handles[i]));
        }

        return new RocksDb(db, byName);
    }

    public ColumnFamilyHandle GetColumnFamily(string name) => _columnFamilies[name];

    public byte[]? Get(ReadOnlySpan<byte> key, ColumnFamilyHandle cf, ReadOptions? readOptions = null)
    {
        readOptions ??= _defaultReadOptions;
        IntPtr slice;
        fixed (byte* k = key)
        {
            slice = C.rocksdb_get_pinned_cf(Handle, readOptions.Handle, cf.Handle, k, (nuint)key.Length, out IntPtr error);
            GC.KeepAlive(readOptions);
            C.ThrowIfError(error);
        }

        if (slice == IntPtr.Zero)
        {
            return null;
        }

        byte* start = C.rocksdb_pinnableslice_value(slice, out nuint length);
        byte[] value = C.Copy(start, length);
        C.rocksdb_pinnableslice_destroy(slice);
        return value;
    }

    public void Write(WriteBatch writeBatch, WriteOptions? writeOptions = null)
    {
        writeOptions ??= _defaultWriteOptions;
        C.rocksdb_write(Handle, writeOptions.Handle, writeBatch.Handle, out IntPtr error);
        GC.KeepAlive(writeOptions);
        C.ThrowIfError(error);
    }

    public Iterator NewIterator(ColumnFamilyHandle cf, ReadOptions? readOptions = null)
    {
        IntPtr handle = C.rocksdb_create_iterator_cf(Handle, (readOptions ?? _defaultReadOptions).Handle, cf.Handle);
        return new Iterator(handle, readOptions);
    }

    public Snapshot CreateSnapshot() => new(Handle, C.rocksdb_create_snapshot(Handle));

    public Checkpoint Checkpoint()
    {
        IntPtr handle = C.rocksdb_checkpoint_object_create(Handle, out IntPtr error);
        C.ThrowIfError(error);
        return new Checkpoint(handle);
    }

    public void Dispose()
    {
        if (Handle == IntPtr.Zero)
        {
            return;
        }

        foreach (ColumnFamilyHandle columnFamily in _columnFamilies.Values)
        {
            C.rocksdb_column_family_handle_destroy(columnFamily.Handle);
        }

        C.rocksdb_close(Handle);
        Handle = IntPtr.Zero;
    }
}
