namespace Ledger.Crypto;

/// <summary>
/// Looks at the bare tag–length–value structure before any parser sees the bytes, without recursion: definite shortest lengths,
/// nothing after the outermost value, bounded depth. Parsers that recurse die of a stack overflow on 50,000 nested sequences.
/// </summary>
internal static class DerStructure
{
    private const byte Constructed = 0x20;
    private const byte HighTag = 0x1F;

    /// <summary>Deepest nesting taken of anything; a certificate needs about ten.</summary>
    internal const int DepthMax = 32;

    /// <summary>Whether <paramref name="der"/> is exactly one well-formed value.</summary>
    internal static bool IsOneValue(ReadOnlySpan<byte> der)
    {
        Span<int> ends = stackalloc int[DepthMax];
        ends[0] = der.Length;
        var depth = 0;
        var at = 0;
        while (at < der.Length)
        {
            if (!TryReadHeader(der[at..ends[depth]], out var tag, out var headerBytes, out var contentBytes))
            {
                return false;
            }

            var end = at + headerBytes + contentBytes;
            if (depth == 0 && end != der.Length)
            {
                return false;
            }

            at = end;
            if ((tag & Constructed) != 0)
            {
                if (++depth == DepthMax)
                {
                    return false;
                }

                ends[depth] = end;
                at = end - contentBytes;
            }

            while (depth > 0 && at == ends[depth])
            {
                depth--;
            }
        }

        return der.Length > 0;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> rest, out byte tag, out int headerBytes, out int contentBytes)
    {
        tag = 0;
        headerBytes = contentBytes = 0;
        if (rest.Length < 2 || (rest[0] & HighTag) == HighTag)
        {
            return false;
        }

        tag = rest[0];
        var lengthBytes = rest[1] < 0x80 ? 0 : rest[1] & 0x7F;
        headerBytes = 2 + lengthBytes;
        if (lengthBytes == 0)
        {
            contentBytes = rest[1];
            return rest[1] != 0x80 && contentBytes <= rest.Length - headerBytes;
        }

        if (lengthBytes > 3 || rest.Length < headerBytes || rest[2] == 0)
        {
            return false;
        }

        foreach (var digit in rest.Slice(2, lengthBytes))
        {
            contentBytes = (contentBytes << 8) | digit;
        }

        return contentBytes >= 0x80 && contentBytes <= rest.Length - headerBytes;
    }
}
