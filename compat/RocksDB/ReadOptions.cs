using System.Runtime.InteropServices;

namespace RocksDbSharp;

public class ReadOptions
{
    // The library keeps pointers to the bounds, so they live outside the garbage collector's reach as long as this object.
    private IntPtr _lowerBound;
    private IntPtr _upperBound;

    public ReadOptions() => Handle = C.rocksdb_readoptions_create();

    ~ReadOptions()
    {
        C.rocksdb_readoptions_destroy(Handle);
        Handle = IntPtr.Zero;
        Marshal.FreeHGlobal(_lowerBound);
        Marshal.FreeHGlobal(_upperBound);
    }

    public IntPtr Handle { get; protected set; }

    public ReadOptions SetSnapshot(Snapshot snapshot)
    {
        C.rocksdb_readoptions_set_snapshot(Handle, snapshot.Handle);
        return this;
    }

    public ReadOptions SetIterateLowerBound(byte[] key)
    {
        Replace(ref _lowerBound, key);
        C.rocksdb_readoptions_set_iterate_lower_bound(Handle, _lowerBound, (nuint)key.Length);
        return this;
    }

    public ReadOptions SetIterateUpperBound(byte[] key)
    {
        Replace(ref _upperBound, key);
        C.rocksdb_readoptions_set_iterate_upper_bound(Handle, _upperBound, (nuint)key.Length);
        return this;
    }

    private static void Replace(ref IntPtr bound, byte[] key)
    {
        Marshal.FreeHGlobal(bound);
        bound = Marshal.AllocHGlobal(key.Length);
        Marshal.Copy(key, 0, bound, key.Length);
    }
}
