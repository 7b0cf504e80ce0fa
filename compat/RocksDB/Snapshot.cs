namespace RocksDbSharp;

public class Snapshot : IDisposable
{
    private readonly IntPtr _db;

    internal Snapshot(IntPtr db, IntPtr handle)
    {
        _db = db;
        Handle = handle;
    }

    public IntPtr Handle { get; private set; }

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            C.rocksdb_release_snapshot(_db, Handle);
            Handle = IntPtr.Zero;
        }

        GC.SuppressFinalize(this);
    }
}
