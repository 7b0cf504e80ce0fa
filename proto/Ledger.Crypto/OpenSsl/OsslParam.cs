using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>libcrypto's <c>OSSL_PARAM</c>: one named parameter of a key; an all-zero one ends the list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OsslParam
{
    internal const uint Utf8String = 4;
    internal const uint OctetString = 5;

    internal byte* Key;
    internal uint DataType;
    internal byte* Data;
    internal nuint DataBytes;
    internal nuint ReturnBytes;

    internal OsslParam(byte* key, uint dataType, byte* data, int dataBytes)
    {
        Key = key;
        DataType = dataType;
        Data = data;
        DataBytes = (nuint)dataBytes;
        ReturnBytes = nuint.MaxValue;
    }
}
