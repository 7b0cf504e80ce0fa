namespace RocksDbSharp;

public class ColumnFamilyHandle
{
    internal ColumnFamilyHandle(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; protected set; }
}
