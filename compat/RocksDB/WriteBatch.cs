namespace RocksDbSharp;

public unsafe class WriteBatch : IDisposable
{
    public WriteBatch() => Handle = C.rocksdb_writebatch_create();

    public IntPtr Handle { get; private set; }

    public WriteBatch Put(byte[] key, byte[] val, ColumnFamilyHandle cf)
    {
        fixed (byte* k = key)
        fixed (byte* v = val)
        {
            C.rocksdb_writebatch_put_cf(Handle, cf.Handle, k, (nuint)key.Length, v, (nuint)val.Length);
        }

        return this;
    }

    public WriteBatch Delete(byte[] key, ColumnFamilyHandle cf)
    {
        fixed (byte* k = key)
        {
            C.rocksdb_writebatch_delete_cf(Handle, cf.Handle, k, (nuint)key.Length);
        }

        return this;
    }

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            C.rocksdb_writebatch_destroy(Handle);
            Handle = IntPtr.Zero;
        }

        GC.SuppressFinalize(this);
    }
}
