namespace Ledger.Protocol;

/// <summary>Reads a length-delimited field of an encoded message where it stands, in its one shortest form.</summary>
internal static class StrictField
{
    /// <summary>The tag, a length in the shortest form, and that many bytes still there.</summary>
    /// <param name="bytes">What is read.</param>
    /// <param name="position">Where the field begins; afterwards, where its content does.</param>
    /// <param name="tag">Its tag, of one byte.</param>
    /// <param name="length">The content's length.</param>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, ref int position, byte tag, out int length)
    {
        length = 0;
        if (position >= bytes.Length || bytes[position] != tag)
        {
            return false;
        }

        position++;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (position >= bytes.Length)
            {
                return false;
            }

            var b = bytes[position++];
            length |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                return (b != 0 || shift == 0) && length <= bytes.Length - position;
            }
        }

        return false;
    }
}
