using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.PdfDrawing;

/// <summary>
/// Puts ids that follow from the content in the place of the random ones that PDFsharp draws: the file's identifier, those of its metadata,
/// and the letters before the embedded font's name. They are as long as what they replace, so no offset moves.
/// </summary>
internal static partial class FixedIds
{
    internal static byte[] Apply(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var blank = RandomIds().Replace(text, id => new string('A', id.Length));
        var digest = SHA256.HashData(Encoding.Latin1.GetBytes(blank));
        return Encoding.Latin1.GetBytes(RandomIds().Replace(text, id => Of(digest, id)));
    }

    private static string Of(byte[] digest, Match id) => id switch
    {
        _ when id.Groups["font"].Success => string.Concat(digest[..id.Length].Select(one => (char)('A' + (one % 26)))),
        _ when id.Groups["uuid"].Success => new Guid(digest.AsSpan(0, 16)).ToString(),
        _ => Convert.ToHexString(digest, 0, id.Length / 2),
    };

    [GeneratedRegex(
        """(?<=/(?:FontName|BaseFont)/)(?<font>[A-Z]{6})(?=\+)|(?<=ID>uuid:)(?<uuid>[0-9a-f-]{36})(?=<)|(?<=/ID\[<|/ID\[<[0-9A-F]{32}><)[0-9A-F]{32}(?=>)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex RandomIds();
}
