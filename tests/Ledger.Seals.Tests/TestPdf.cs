using System.Globalization;
using System.Text;

namespace Ledger.Seals.Tests;

/// <summary>Small PDFs written by hand, with a cross-reference table or stream.</summary>
internal static class TestPdf
{
    internal static byte[] WithTable(string text = "A bid", string page = "") => Write(Objects(text, page), stream: false);

    internal static byte[] WithStream(string text = "A bid", string page = "") => Write(Objects(text, page), stream: true);

    /// <summary>Five objects as the others have, changed and followed by more.</summary>
    internal static byte[] With(IReadOnlyDictionary<int, string> objects, string page = "", string text = "A bid")
    {
        var all = Objects(text, page);
        foreach (var (number, value) in objects.OrderBy(entry => entry.Key))
        {
            if (number <= all.Count)
            {
                all[number - 1] = value;
            }
            else
            {
                all.Add(value);
            }
        }

        return Write(all, stream: false);
    }

    private static List<string> Objects(string text, string page)
    {
        var content = $"BT /F1 24 Tf 72 700 Td ({text}) Tj ET";
        return
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            $"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {page} >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
    }

    private static byte[] Write(List<string> objects, bool stream)
    {
        var output = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(output.Length);
            output.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = output.Length;
        if (!stream)
        {
            output.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
            places.ForEach(place => output.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
            output.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\n");
        }
        else
        {
            places.Add(start);
            var rows = string.Concat(places.Select(place => $"01{place:X4}00")) + ">";
            output.Append(
                CultureInfo.InvariantCulture,
                $"{places.Count} 0 obj\n<< /Type /XRef /Size {places.Count + 1} /Root 1 0 R /W [1 2 1] /Index [1 {places.Count}] " +
                $"/Length {places.Count * 4} >>\nstream\n");
            output.Append(Encoding.Latin1.GetString(Convert.FromHexString(rows[..^1]))).Append("\nendstream\nendobj\n");
        }

        return Encoding.Latin1.GetBytes(output.Append(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n").ToString());
    }
}
