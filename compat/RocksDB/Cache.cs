namespace RocksDbSharp;

public class Cache
{
    private Cache(IntPtr handle) => Handle = handle;

    ~Cache()
    {
        C.rocksdb_cache_destroy(Handle);
        Handle = IntPtr.Zero;
    }

    public IntPtr Handle { get; protected set; }

    public static Cache CreateLru(ulong capacity) => new(C.rocksdb_cache_create_lru((nuint)capacity));
}
