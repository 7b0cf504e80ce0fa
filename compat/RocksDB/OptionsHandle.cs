namespace RocksDbSharp;

public abstract class OptionsHandle
{
    protected OptionsHandle() => Handle = C.rocksdb_options_create();

    ~OptionsHandle()
    {
        C.rocksdb_options_destroy(Handle);
        Handle = IntPtr.Zero;
    }

    public IntPtr Handle { get; private set; }
}
