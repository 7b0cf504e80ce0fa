using System.Runtime.InteropServices;

namespace RocksDbSharp;

public class RocksDbException : RocksDbSharpException
{
    /// <summary>Takes the library's error string and frees it.</summary>
    public RocksDbException(IntPtr errptr) : base(Take(errptr))
    {
    }

    private static string Take(IntPtr errptr)
    {
        string message = Marshal.PtrToStringUTF8(errptr) ?? "unknown error";
        C.rocksdb_free(errptr);
        return message;
    }
}
