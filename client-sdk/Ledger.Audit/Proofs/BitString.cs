namespace Ledger.Audit.Proofs;

/// <summary>
/// Bits of a key as docs/spec/state.md §2 defines them, written plainly: this is the second implementation, not the fast one.
/// </summary>
internal static class BitString
{
    private const int BitsPerByte = 9;

    /// <summary>Bits of a whole key, with its end bit.</summary>
    public static int LengthOfKey(ReadOnlySpan<byte> key) => LengthOfPrefix(key) + 1;

    /// <summary>Bits of a prefix, which has no end bit.</summary>
    public static int LengthOfPrefix(ReadOnlySpan<byte> prefix) => BitsPerByte * prefix.Length;

    /// <summary>Whether a bit is 1; the end bit and all past it are 0.</summary>
    public static bool IsSet(ReadOnlySpan<byte> key, uint index)
    {
        var byteIndex = index / BitsPerByte;
        if (byteIndex >= (uint)key.Length)
        {
            return false;
        }

        var bit = index % BitsPerByte;
        return bit == 0 || (key[(int)byteIndex] & (0x100 >> (int)bit)) != 0;
    }

    /// <summary>Index of the first bit in which two different keys differ.</summary>
    public static uint FirstDifference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same])
        {
            same++;
        }

        var index = (uint)(BitsPerByte * same);
        while (IsSet(a, index) == IsSet(b, index))
        {
            index++;
        }

        return index;
    }
}
