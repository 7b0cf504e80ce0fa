namespace RocksDbSharp;

/// <summary>The raw functions; the package's iterator has no error of its own, so callers ask here.</summary>
public abstract class Native
{
    public static Native Instance { get; } = new Debian();

    public abstract void rocksdb_iter_get_error(IntPtr iter, out IntPtr errptr);

    public abstract void rocksdb_free(IntPtr ptr);

    private sealed class Debian : Native
    {
        public override void rocksdb_iter_get_error(IntPtr iter, out IntPtr errptr) => C.rocksdb_iter_get_error(iter, out errptr);

        public override void rocksdb_free(IntPtr ptr) => C.rocksdb_free(ptr);
    }
}
