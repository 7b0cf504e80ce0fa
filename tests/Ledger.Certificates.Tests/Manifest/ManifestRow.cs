using System.Text;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>One row of ../shared/data/manifest.csv.</summary>
internal sealed record ManifestRow(string File, string Type, string Algorithm, string Verdict)
{
    internal static List<ManifestRow> ReadAll()
    {
        var lines = Records(System.IO.File.ReadAllText(SharedData.PathOf("manifest.csv"))).ToList();
        Assert.Equal(["file", "type", "alg", "subject", "issuer", "notAfter", "verdict"], lines[0].Take(7));
        return [.. lines.Skip(1).Select(cells => new ManifestRow(cells[0], cells[1], cells[2], cells[6]))];
    }

    /// <summary>RFC 4180: cells may be quoted, and hold commas, line ends and doubled quotes.</summary>
    private static IEnumerable<List<string>> Records(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (isQuoted)
            {
                if (character != '"')
                {
                    cell.Append(character);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (character == '"')
            {
                isQuoted = true;
            }
            else if (character is ',' or '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (character == '\n')
                {
                    yield return cells;
                    cells = [];
                }
            }
            else
            {
                cell.Append(character);
            }
        }
    }
}
