namespace Ledger.Certificates;

/// <summary>
/// Serial numbers compared as numbers. They are positive (RFC 5280 §4.1.2.2), and some authorities leave out the zero in front that a first
/// byte of 80 or more needs: what is then encoded is a negative number in the certificate, and the number that was meant in the list, or
/// the other way round.
/// </summary>
public static class SerialNumbers
{
    /// <summary>The number's bytes without zeros in front; empty for zero.</summary>
    public static ReadOnlySpan<byte> Magnitude(ReadOnlySpan<byte> encoded) => encoded.TrimStart((byte)0);

    /// <summary>Shorter numbers first, then by their bytes.</summary>
    internal static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var left = Magnitude(one);
        var right = Magnitude(other);
        var order = left.Length.CompareTo(right.Length);
        return order != 0 ? order : left.SequenceCompareTo(right);
    }
}
