using System.Globalization;
using System.Text;
using QRCoder;

namespace Ledger.Oidc.Pages;

/// <summary>A QR as an SVG with presentation attributes alone: the page takes no style and no picture from anywhere else.</summary>
internal static class QrPicture
{
    internal static string Of(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return $"""
            <svg viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges" role="img" aria-label="{label}"><path fill="#1d2320" d="{path}"/></svg>
            """;
    }
}
