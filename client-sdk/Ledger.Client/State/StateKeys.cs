using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ledger.Client;

/// <summary>
/// State keys as people write them: text where it is printable ASCII, <c>%xx</c> for every other byte and for <c>%</c> itself.
/// </summary>
public static class StateKeys
{
    /// <summary>The key in writing.</summary>
    public static string Show(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder(key.Length);
        foreach (var b in key)
        {
            if (b is > 0x20 and < 0x7F and not (byte)'%')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{b:x2}");
            }
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Show"/> wrote.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
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

        key = [.. bytes];
        return true;
    }
}
