namespace Ledger.State.Trie;

/// <summary>
/// A key as a bit string that no other key's is a prefix of, in the same order as the bytes: each byte is a 1 and its eight bits, the end
/// is a 0.
/// </summary>
internal static class KeyBits
{
    public const int PerByte = 9;

    /// <summary>What <see cref="FirstDifference"/> answers for equal keys.</summary>
    public const int NoDifference = int.MaxValue;

    /// <summary>The bit at <paramref name="index"/>; bits past the end read as 0.</summary>
    public static int At(ReadOnlySpan<byte> key, int index)
    {
        var (position, offset) = Math.DivRem(index, PerByte);
        if (position >= key.Length)
        {
            return 0;
        }

        return offset == 0 ? 1 : (key[position] >> (8 - offset)) & 1;
    }

    /// <summary>Index of the first bit in which two keys differ.</summary>
    public static int FirstDifference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var common = a.CommonPrefixLength(b);
        if (common < a.Length && common < b.Length)
        {
            return (common * PerByte) + 1 + byte.LeadingZeroCount((byte)(a[common] ^ b[common]));
        }

        return a.Length == b.Length ? NoDifference : common * PerByte;
    }

    /// <summary>How many bytes hold the first <paramref name="bits"/> bits.</summary>
    public static int BytesFor(int bits) => (bits + PerByte - 1) / PerByte;

    /// <summary>Clears, in the byte at position <c>bits / 9</c>, what lies past the first <paramref name="bits"/> bits.</summary>
    public static byte MaskLast(byte value, int bits)
    {
        var kept = (bits % PerByte) - 1;
        return (byte)(value & (0xFF << (8 - kept)));
    }
}
