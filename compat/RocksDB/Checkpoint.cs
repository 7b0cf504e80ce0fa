namespace RocksDbSharp;

public class Checkpoint : IDisposable
{
    public Checkpoint(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; private set; }

    public void Save(string checkpointDir, ulong logSizeForFlush = 0)
    {
        C.rocksdb_checkpoint_create(Handle, checkpointDir, logSizeForFlush, out IntPtr error);
        C.ThrowIfError(error);
    }

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            C.rocksdb_checkpoint_object_destroy(Handle);
            Handle = IntPtr.Zero;
        }

        GC.SuppressFinalize(this);
    }
}
