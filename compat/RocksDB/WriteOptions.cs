namespace RocksDbSharp;

public class WriteOptions
{
    public WriteOptions() => Handle = C.rocksdb_writeoptions_create();

    ~WriteOptions()
    {
        C.rocksdb_writeoptions_destroy(Handle);
        Handle = IntPtr.Zero;
    }

    public IntPtr Handle { get; protected set; }

    public WriteOptions SetSync(bool value)
    {
        C.rocksdb_writeoptions_set_sync(Handle, C.Bool(value));
        return this;
    }
}
