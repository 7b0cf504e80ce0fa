namespace Ledger.Cms;

/// <summary>Says of two numbers at the beginning of a SEQUENCE what is wrong with how they are encoded.</summary>
internal static class DerIntegers
{
    private const byte Integer = 0x02;

    /// <summary>
    /// The first fault, with its byte; null where both are shortest non-negative numbers of at most <paramref name="bytesMax"/> bytes.
    /// </summary>
    internal static string? WhyNot(ReadOnlySpan<byte> sequence, int bytesMax, params ReadOnlySpan<string> names)
    {
        if (sequence is not [0x30, _, ..])
        {
            return "it is no SEQUENCE";
        }

        var at = sequence[1] < 0x80 ? 2 : 2 + (sequence[1] & 0x7F);
        foreach (var name in names)
        {
            if (sequence.Length < at + 3 || sequence[at] != Integer || sequence[at + 1] is 0 or >= 0x80 ||
                sequence.Length < at + 2 + sequence[at + 1])
            {
                return $"{name} is no INTEGER at byte {at}";
            }

            var value = sequence.Slice(at + 2, sequence[at + 1]);
            if (value[0] >= 0x80)
            {
                return $"{name} is encoded as a negative number at byte {at + 2}: the zero byte before its first bit of 1 is missing " +
                    $"(X.690 §8.3)";
            }

            if (value is [0, < 0x80, ..])
            {
                return $"{name} has a zero byte too many at byte {at + 2} (X.690 §8.3.2)";
            }

            if (value.TrimStart((byte)0).Length > bytesMax)
            {
                return $"{name} is longer than {bytesMax} bytes at byte {at + 2}";
            }

            at += 2 + value.Length;
        }

        return null;
    }
}
