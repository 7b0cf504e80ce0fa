namespace RocksDbSharp;

public unsafe class Iterator : IDisposable
{
    // The native iterator reads the bounds that these options own.
    private readonly ReadOptions? _readOptions;

    internal Iterator(IntPtr handle, ReadOptions? readOptions)
    {
        Handle = handle;
        _readOptions = readOptions;
    }

    public IntPtr Handle { get; private set; }

    public bool Valid() => C.rocksdb_iter_valid(Handle) != 0;

    public Iterator SeekToFirst()
    {
        C.rocksdb_iter_seek_to_first(Handle);
        return this;
    }

    public Iterator SeekToLast()
    {
        C.rocksdb_iter_seek_to_last(Handle);
        return this;
    }

    public Iterator Next()
    {
        C.rocksdb_iter_next(Handle);
        return this;
    }

    public Iterator Prev()
    {
        C.rocksdb_iter_prev(Handle);
        return this;
    }

    public byte[] Key()
    {
        byte* start = C.rocksdb_iter_key(Handle, out nuint length);
        return C.Copy(start, length);
    }

    public byte[] Value()
    {
        byte* start = C.rocksdb_iter_value(Handle, out nuint length);
        return C.Copy(start, length);
    }

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            C.rocksdb_iter_destroy(Handle);
            Handle = IntPtr.Zero;
        }

        GC.KeepAlive(_readOptions);
        GC.SuppressFinalize(this);
    }
}
