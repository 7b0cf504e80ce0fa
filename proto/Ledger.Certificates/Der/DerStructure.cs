namespace Ledger.Certificates.Der;

/// <summary>
/// Looks at the bare tag–length–value structure before any parser sees the bytes, without recursion: definite shortest lengths,
/// nothing after the outermost value, bounded depth. Parsers that recurse die of a stack overflow on 50,000 nested sequences.
/// </summary>
public static class DerStructure
{
    private const byte Constructed = 0x20;
    private const byte HighTag = 0x1F;
    private const int LengthBytesMax = 4;

    /// <summary>Deepest nesting taken of anything; a certificate needs about ten.</summary>
    public const int DepthMax = 32;

    /// <summary>
    /// Why <paramref name="der"/> is not exactly one well-formed value of at most <paramref name="bytesMax"/> bytes;
    /// <see cref="DerStructureError.None"/> where it is. One pass, constant memory; never throws.
    /// </summary>
    public static DerStructureError Check(ReadOnlySpan<byte> der, int bytesMax = int.MaxValue) => Check(der, out _, bytesMax);

    /// <inheritdoc cref="Check(ReadOnlySpan{byte}, int)"/>
    /// <param name="der">The bytes.</param>
    /// <param name="at">Offset of the value that is wrong, or of the first byte that is too much.</param>
    /// <param name="bytesMax">Most bytes.</param>
    public static DerStructureError Check(ReadOnlySpan<byte> der, out int at, int bytesMax = int.MaxValue)
    {
        at = 0;
        if (der.Length > bytesMax)
        {
            at = bytesMax;
            return DerStructureError.TooLarge;
        }

        Span<int> ends = stackalloc int[DepthMax];
        ends[0] = der.Length;
        var depth = 0;
        while (at < der.Length)
        {
            var error = ReadHeader(der[at..ends[depth]], out var tag, out var headerBytes, out var contentBytes);
            if (error != DerStructureError.None)
            {
                return error;
            }

            var end = at + headerBytes + contentBytes;
            if (depth == 0 && end != der.Length)
            {
                at = end;
                return DerStructureError.TrailingBytes;
            }

            at = end;
            if ((tag & Constructed) != 0)
            {
                if (++depth == DepthMax)
                {
                    return DerStructureError.TooDeep;
                }

                ends[depth] = end;
                at = end - contentBytes;
            }

            while (depth > 0 && at == ends[depth])
            {
                depth--;
            }
        }

        return der.IsEmpty ? DerStructureError.Empty : DerStructureError.None;
    }

    /// <summary>Whether <paramref name="der"/> is exactly one well-formed value.</summary>
    internal static bool IsOneValue(ReadOnlySpan<byte> der) => Check(der) == DerStructureError.None;

    private static DerStructureError ReadHeader(ReadOnlySpan<byte> rest, out byte tag, out int headerBytes, out int contentBytes)
    {
        tag = 0;
        headerBytes = contentBytes = 0;
        if (rest.Length < 2)
        {
            return DerStructureError.Overrun;
        }

        tag = rest[0];
        if ((tag & HighTag) == HighTag)
        {
            return DerStructureError.HighTag;
        }

        if (rest[1] < 0x80)
        {
            headerBytes = 2;
            contentBytes = rest[1];
            return contentBytes <= rest.Length - headerBytes ? DerStructureError.None : DerStructureError.Overrun;
        }

        var lengthBytes = rest[1] & 0x7F;
        headerBytes = 2 + lengthBytes;
        if (lengthBytes == 0)
        {
            return DerStructureError.IndefiniteLength;
        }

        if (lengthBytes > LengthBytesMax)
        {
            return DerStructureError.LengthForm;
        }

        if (rest.Length < headerBytes)
        {
            return DerStructureError.Overrun;
        }

        long length = 0;
        foreach (var digit in rest.Slice(2, lengthBytes))
        {
            length = (length << 8) | digit;
        }

        if (rest[2] == 0 || length < 0x80)
        {
            return DerStructureError.LengthForm;
        }

        if (length > rest.Length - headerBytes)
        {
            return DerStructureError.Overrun;
        }

        contentBytes = (int)length;
        return DerStructureError.None;
    }
}
