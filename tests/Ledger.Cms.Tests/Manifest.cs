using System.Text;

namespace Ledger.Cms.Tests;

/// <summary>The table of ../shared/data: one row for each file with the verdict that it must get.</summary>
internal static class Manifest
{
    /// <summary>File and verdict of the rows whose file begins with <paramref name="folder"/>.</summary>
    internal static List<(string File, string Verdict)> Rows(string folder)
    {
        var lines = File.ReadAllLines(SharedData.PathOf("manifest.csv"));
        var names = Split(lines[0]);
        return [.. lines.Skip(1).Select(Split)
            .Select(row => (File: row[names.IndexOf("file")], Verdict: row[names.IndexOf("verdict")]))
            .Where(row => row.File.StartsWith(folder, StringComparison.Ordinal))];
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in line.TrimStart('\uFEFF'))
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
