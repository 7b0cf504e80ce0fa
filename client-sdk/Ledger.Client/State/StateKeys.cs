using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ledger.Client;

/// <summary>
/// State keys as people write them: text where it is printable ASCII, with <c>%25</c> for <c>%</c>; of a key with other bytes, such as an
/// id's, the last part as <c>0x</c> and small hexadecimal digits, as ids are shown everywhere: <c>guarantee/guarantee/0x9c1f…</c>.
/// </summary>
public static class StateKeys
{
    private const string HexMark = "0x";

    /// <summary>The key in writing.</summary>
    public static string Show(ReadOnlySpan<byte> key)
    {
        var firstOther = key.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E);
        if (firstOther < 0)
        {
            var text = TextOf(key);
            return HexAt(text) is var at and >= 0 ? $"{text[..at]}%{(int)text[at]:x2}{text[(at + 1)..]}" : text;
        }

        var part = key[..firstOther].LastIndexOf((byte)'/') + 1;
        return $"{TextOf(key[..part])}{HexMark}{Convert.ToHexStringLower(key[part..])}";
    }

    /// <summary>Reads what <see cref="Show"/> wrote, and <c>%xx</c> for any byte.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        var hex = HexAt(text);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < (hex < 0 ? text.Length : hex); i++)
        {
            if (text[i] is <= ' ' or > '~')
            {
                return false;
            }

            if (text[i] != '%')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            if (i + 2 >= text.Length ||
                !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                return false;
            }

            bytes.Add(b);
            i += 2;
        }

        key = hex < 0 ? [.. bytes] : [.. bytes, .. Convert.FromHexString(text.AsSpan(hex + HexMark.Length))];
        return true;
    }

    private static string TextOf(ReadOnlySpan<byte> key) => Encoding.ASCII.GetString(key).Replace("%", "%25", StringComparison.Ordinal);

    // Where a last part in hexadecimal digits begins; -1 where the key has none.
    private static int HexAt(string text)
    {
        var part = text.LastIndexOf('/') + 1;
        var digits = text.AsSpan(part).StartsWith(HexMark, StringComparison.Ordinal) ? text.AsSpan(part + HexMark.Length) : [];
        return digits.Length > 0 && digits.Length % 2 == 0 && !digits.ContainsAnyExcept("0123456789abcdef") ? part : -1;
    }
}
