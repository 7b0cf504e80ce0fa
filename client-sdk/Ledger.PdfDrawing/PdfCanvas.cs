using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Ledger.PdfDrawing;

/// <summary>
/// Pages to draw on, in points from the upper left corner. PDFsharp embeds the part of the font that is used, with the map back to text.
/// What comes out depends on what is drawn alone: the dates are given.
/// </summary>
internal sealed class PdfCanvas : IDisposable
{
    /// <summary>PDFsharp keeps its fonts for the whole process: held while a document is drawn.</summary>
    internal static readonly Lock Gate = new();

    private readonly PdfDocument _document = new();
    private readonly Dictionary<(Rune, double), double> _advances = [];
    private readonly FontFace _face;
    private readonly double _width;
    private readonly double _height;
    private readonly XGraphics _measure = XGraphics.CreateMeasureContext(new XSize(1, 1), XGraphicsUnit.Point, XPageDirection.Downwards);
    private XGraphics? _page;
    private XColor _ink = XColors.Black;

    internal PdfCanvas(string font, double width, double height, long timeMs)
    {
        _face = FontFace.Open(font);
        (_width, _height) = (width, height);
        _document.Info.CreationDate = _document.Info.ModificationDate = DateTimeOffset.FromUnixTimeMilliseconds(timeMs).UtcDateTime;
        _document.Info.Creator = "Ledger";
    }

    private XGraphics Page =>
        _page ??= XGraphics.FromPdfPage(
            _document.AddPage(new PdfPage { Width = XUnit.FromPoint(_width), Height = XUnit.FromPoint(_height) }));

    /// <summary>
    /// What the file says of itself. PDFsharp copies it into XML as it is, so what XML reserves is given in its wide form.
    /// </summary>
    internal void Describe(string title, string author, string subject) =>
        (_document.Info.Title, _document.Info.Author, _document.Info.Subject) = (Wide(title), Wide(author), Wide(subject));

    /// <summary>Whether the font has every character of a text; the first that it lacks otherwise.</summary>
    internal bool Has(string text, out Rune missing)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!_face.Has(rune))
            {
                missing = rune;
                return false;
            }
        }

        missing = default;
        return true;
    }

    /// <summary>How far a text of this size reaches, in points.</summary>
    internal double Measure(string text, double size) => text.EnumerateRunes().Sum(rune => Advance(rune, size));

    /// <summary>Draws text with its baseline at <paramref name="y"/>.</summary>
    internal void Text(double x, double y, double size, string text, bool bold = false)
    {
        if (text.Length > 0)
        {
            Page.DrawString(text, _face.Font(size, bold), new XSolidBrush(_ink), x, y);
        }
    }

    internal void Line(double x1, double y1, double x2, double y2, double width) => Page.DrawLine(new XPen(_ink, width), x1, y1, x2, y2);

    /// <summary>Fills a rectangle.</summary>
    internal void Box(double x, double y, double width, double height, uint colour) =>
        Page.DrawRectangle(new XSolidBrush(ColourOf(colour)), x, y, width, height);

    /// <summary>Fills squares of one size at once, as a QR has them.</summary>
    internal void Squares(IEnumerable<(double X, double Y)> corners, double size)
    {
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        foreach (var (x, y) in corners)
        {
            path.AddRectangle(x, y, size, size);
        }

        Page.DrawPath(new XSolidBrush(_ink), path);
    }

    /// <summary>The colour of what comes next, as 0xRRGGBB.</summary>
    internal void Ink(uint colour) => _ink = ColourOf(colour);

    internal void EndPage()
    {
        _ = Page; // an empty page is one too
        _page?.Dispose();
        _page = null;
    }

    /// <summary>The finished file.</summary>
    internal byte[] Finish()
    {
        using var plain = new MemoryStream();
        _document.Options.CompressContentStreams = false;
        _document.Options.NoCompression = true;
        _document.Save(plain, closeStream: false);
        return FixedIds.Apply(StreamPacking.Apply(plain));
    }

    public void Dispose()
    {
        _page?.Dispose();
        _measure.Dispose();
        _document.Dispose();
    }

    private static XColor ColourOf(uint colour) =>
        XColor.FromArgb((int)(colour >> 16 & 0xFF), (int)(colour >> 8 & 0xFF), (int)(colour & 0xFF));

    private static string Wide(string text) => text.Replace('&', '＆').Replace('<', '＜').Replace('>', '＞');

    private double Advance(Rune rune, double size)
    {
        if (!_advances.TryGetValue((rune, size), out var advance))
        {
            _advances[(rune, size)] = advance = _measure.MeasureString(rune.ToString(), _face.Font(size, bold: false)).Width;
        }

        return advance;
    }
}
