namespace Ledger.Crypto.Signatures;

/// <summary>
/// The strict DER form <c>SEQUENCE { INTEGER r, INTEGER s }</c> of SM2 and ECDSA signatures: shortest lengths, shortest integers,
/// nothing after them, 1 ≤ r, s ≤ n−1. Looser forms would give one signature several encodings.
/// </summary>
internal static class SignatureDer
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    /// <summary>Longest signature of any curve here (P-384), in bytes.</summary>
    internal const int BytesMax = 104;

    /// <summary>
    /// Reads r and s into <paramref name="rs"/>, each as wide as <paramref name="order"/>; false where the form or the range is wrong.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> der, ReadOnlySpan<byte> order, Span<byte> rs)
    {
        // Of the curves here no signature is longer than 127 bytes, so a length is one byte below 0x80.
        if (der.Length < 8 || der.Length > BytesMax || der[0] != Sequence || der[1] != der.Length - 2)
        {
            return false;
        }

        var rest = der[2..];
        var width = order.Length;
        return TryReadInteger(ref rest, order, rs[..width])
            && TryReadInteger(ref rest, order, rs.Slice(width, width))
            && rest.IsEmpty;
    }

    /// <summary>Writes r‖s as strict DER and returns its length.</summary>
    internal static int Write(ReadOnlySpan<byte> rs, Span<byte> der)
    {
        var width = rs.Length / 2;
        var length = 2;
        length += WriteInteger(rs[..width], der[length..]);
        length += WriteInteger(rs[width..], der[length..]);
        der[0] = Sequence;
        der[1] = (byte)(length - 2);
        return length;
    }

    private static bool TryReadInteger(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> order, Span<byte> value)
    {
        if (rest.Length < 3 || rest[0] != Integer)
        {
            return false;
        }

        int length = rest[1];
        if (length == 0 || length > order.Length + 1 || rest.Length < 2 + length)
        {
            return false;
        }

        var content = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        if (content[0] >= 0x80)
        {
            return false; // negative
        }

        if (content[0] == 0)
        {
            if (length == 1 || content[1] < 0x80)
            {
                return false; // zero, or a leading zero that no sign needs
            }

            content = content[1..];
        }

        if (content.Length > order.Length)
        {
            return false;
        }

        value.Clear();
        content.CopyTo(value[(order.Length - content.Length)..]);
        return value.SequenceCompareTo(order) < 0;
    }

    private static int WriteInteger(ReadOnlySpan<byte> value, Span<byte> der)
    {
        var significant = value.TrimStart((byte)0);
        var pad = significant[0] >= 0x80 ? 1 : 0;
        der[0] = Integer;
        der[1] = (byte)(significant.Length + pad);
        der[2] = 0;
        significant.CopyTo(der[(2 + pad)..]);
        return 2 + pad + significant.Length;
    }
}
