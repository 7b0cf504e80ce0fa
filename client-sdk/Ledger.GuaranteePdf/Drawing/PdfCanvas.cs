using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Ledger.GuaranteePdf.Drawing;

/// <summary>
/// Pages to draw on, in points from the upper left corner. cairo embeds the part of the font that is used, with the map back to text. What comes out
/// depends on what is drawn alone: the dates are given.
/// </summary>
internal sealed unsafe class PdfCanvas : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly Dictionary<(Rune, double), double> _advances = [];
    private readonly FontFace _face;
    private readonly GCHandle _self;
    private nint _surface;
    private nint _context;

    internal PdfCanvas(string font, double width, double height, long timeMs)
    {
        _face = FontFace.Open(font);
        _self = GCHandle.Alloc(this);
        _surface = Cairo.cairo_pdf_surface_create_for_stream(&Write, GCHandle.ToIntPtr(_self), width, height);
        Cairo.cairo_pdf_surface_restrict_to_version(_surface, Cairo.PdfVersion15);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Describe(Cairo.MetadataCreated, time);
        Describe(Cairo.MetadataModified, time);
        _context = Cairo.cairo_create(_surface);
        Cairo.cairo_set_font_face(_context, _face.Handle);
    }

    internal void Describe(int metadata, string text) => Cairo.cairo_pdf_surface_set_metadata(_surface, metadata, text);

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
    internal void Text(double x, double y, double size, string text)
    {
        Cairo.cairo_set_font_size(_context, size);
        Cairo.cairo_move_to(_context, x, y);
        Cairo.cairo_show_text(_context, text);
    }

    internal void Line(double x1, double y1, double x2, double y2, double width)
    {
        Cairo.cairo_set_line_width(_context, width);
        Cairo.cairo_move_to(_context, x1, y1);
        Cairo.cairo_line_to(_context, x2, y2);
        Cairo.cairo_stroke(_context);
    }

    internal void Box(double x, double y, double width, double height, double lineWidth)
    {
        Cairo.cairo_set_line_width(_context, lineWidth);
        Cairo.cairo_rectangle(_context, x, y, width, height);
        Cairo.cairo_stroke(_context);
    }

    /// <summary>Fills squares of one size at once, as a QR has them.</summary>
    internal void Squares(IEnumerable<(double X, double Y)> corners, double size)
    {
        foreach (var (x, y) in corners)
        {
            Cairo.cairo_rectangle(_context, x, y, size, size);
        }

        Cairo.cairo_fill(_context);
    }

    /// <summary>The grey of what comes next; 0 is black.</summary>
    internal void Grey(double level) => Cairo.cairo_set_source_rgb(_context, level, level, level);

    internal void EndPage() => Cairo.cairo_show_page(_context);

    /// <summary>The finished file.</summary>
    /// <exception cref="InvalidOperationException">cairo reports an error.</exception>
    internal byte[] Finish()
    {
        var status = Cairo.cairo_status(_context);
        Cairo.cairo_surface_finish(_surface);
        status = status == Cairo.Success ? Cairo.cairo_surface_status(_surface) : status;
        return status == Cairo.Success ? _output.ToArray() : throw new InvalidOperationException($"cairo ends with status {status}.");
    }

    public void Dispose()
    {
        if (_context != 0)
        {
            Cairo.cairo_destroy(_context);
            Cairo.cairo_surface_destroy(_surface);
            (_context, _surface) = (0, 0);
            _self.Free();
            _face.Dispose();
        }
    }

    private double Advance(Rune rune, double size)
    {
        if (!_advances.TryGetValue((rune, size), out var advance))
        {
            Cairo.TextExtents extents;
            Cairo.cairo_set_font_size(_context, size);
            Cairo.cairo_text_extents(_context, rune.ToString(), &extents);
            _advances[(rune, size)] = advance = extents.XAdvance;
        }

        return advance;
    }

    // An exception must not pass through cairo: memory is all that can run out here, and cairo then reports its write error.
    [UnmanagedCallersOnly]
    private static int Write(nint closure, byte* data, uint length)
    {
        try
        {
            Unsafe.As<PdfCanvas>(GCHandle.FromIntPtr(closure).Target!)._output.Write(new ReadOnlySpan<byte>(data, (int)length));
            return Cairo.Success;
        }
        catch (Exception e) when (e is OutOfMemoryException or IOException)
        {
            return Cairo.WriteError;
        }
    }
}
