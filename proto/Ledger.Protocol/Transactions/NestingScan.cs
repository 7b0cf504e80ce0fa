namespace Ledger.Protocol;

/// <summary>
/// Tells a nesting bomb from other malformed bytes, after the parser has refused them. The parser itself is safe: the schema is not
/// recursive, and unknown groups are bounded by protobuf's own limit.
/// </summary>
internal static class NestingScan
{
    private const int WireLengthDelimited = 2;
    private const int WireStartGroup = 3;

    /// <summary>
    /// Whether the bytes open more than <paramref name="depthMax"/> groups or messages that each fill the rest of the one around it.
    /// </summary>
    internal static bool Exceeds(ReadOnlySpan<byte> bytes, int depthMax)
    {
        var depth = 0;
        var position = 0;
        while (depth <= depthMax && TryReadVarint(bytes, ref position, out var tag))
        {
            var wireType = (int)(tag & 7);
            var fillsTheRest = wireType == WireLengthDelimited
                && TryReadVarint(bytes, ref position, out var length)
                && length == (ulong)(bytes.Length - position);
            if (wireType != WireStartGroup && !fillsTheRest)
            {
                return false;
            }

            depth++;
        }

        return depth > depthMax;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, ref int position, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            var b = bytes[position++];
            value |= (ulong)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
