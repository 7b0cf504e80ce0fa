using Ledger.GuaranteePdf.Drawing;
using Ledger.GuaranteePdf.Fields;

namespace Ledger.GuaranteePdf.Layout;

/// <summary>Lays the document out and draws it: first all pages, as each says how many there are.</summary>
internal sealed class DocumentLayout(PdfCanvas canvas)
{
    internal const double PageWidth = 595;
    internal const double PageHeight = 842;

    private const double Margin = 48;
    private const double Bottom = PageHeight - 64;
    private const double LabelWidth = 168;
    private const double ElementWidth = 112;
    private const double ValueWidth = PageWidth - (2 * Margin) - LabelWidth - ElementWidth;
    private const double TextSize = 9.5;
    private const double SmallSize = 7.5;
    private const double LineHeight = 13;
    private const double Padding = 4;
    private const double QrSide = 92;
    private const double ClosingHeight = 150;

    private readonly List<List<Action>> _pages = [[]];
    private double _y = Margin;

    internal void Title(string chinese, string english, string number)
    {
        Centre(chinese, 20, 24);
        Centre(english, 11, 18);
        Centre(number, TextSize, 18);
        _y += 6;
    }

    /// <summary>A table under its heading; it goes on over as many pages as it needs, with the heading again.</summary>
    internal void Table(string heading, IEnumerable<FieldRow> rows)
    {
        Heading(heading);
        foreach (var row in rows)
        {
            var value = TextWrap.Break(row.Value, ValueWidth - (2 * Padding), text => canvas.Measure(text, TextSize));
            var label = TextWrap.Break(row.Chinese, LabelWidth - (2 * Padding), text => canvas.Measure(text, TextSize));
            var element = TextWrap.Break(row.Element, ElementWidth - (2 * Padding), text => canvas.Measure(text, SmallSize));
            for (var from = 0; from < value.Count;)
            {
                from += Row(heading, label, row.English, value, from, element);
            }
        }

        _y += 14;
    }

    /// <summary>The QR with what it leads to, and room for the seal beside it; gives where that is.</summary>
    internal SealPlace Closing(IReadOnlyList<string> notes, IReadOnlyList<(int X, int Y)> modules, int modulesAcross)
    {
        if (_y + ClosingHeight > Bottom)
        {
            BreakPage();
        }

        var top = _y;
        var module = QrSide / modulesAcross;
        Draw(() => canvas.Squares(modules.Select(one => (Margin + (one.X * module), top + (one.Y * module))), module));
        var place = new SealPlace(_pages.Count - 1, PageWidth - Margin - SealPlace.Side, PageHeight - top - SealPlace.Side);
        Draw(() =>
        {
            canvas.Ink(0x999999);
            canvas.Box(place.X, top, SealPlace.Side, SealPlace.Side, 0.5);
            canvas.Text(place.X + 8, top + SealPlace.Side + 12, SmallSize, "保证人电子印章 Guarantor's seal");
            canvas.Ink(0);
        });
        var textWidth = place.X - Margin - QrSide - 24;
        var y = top + 9;
        foreach (var line in notes.SelectMany(note => TextWrap.Break(note, textWidth, text => canvas.Measure(text, SmallSize))))
        {
            var at = y;
            Draw(() => canvas.Text(Margin + QrSide + 12, at, SmallSize, line));
            y += LineHeight - 2;
        }

        _y = Math.Max(y, top + ClosingHeight);
        return place;
    }

    /// <summary>Draws every page with its foot.</summary>
    internal void Finish(string foot)
    {
        for (var page = 0; page < _pages.Count; page++)
        {
            foreach (var draw in _pages[page])
            {
                draw();
            }

            canvas.Line(Margin, PageHeight - 48, PageWidth - Margin, PageHeight - 48, 0.5);
            canvas.Text(Margin, PageHeight - 34, SmallSize, foot);
            var number = $"第 {page + 1} 页 / 共 {_pages.Count} 页 Page {page + 1} of {_pages.Count}";
            canvas.Text(PageWidth - Margin - canvas.Measure(number, SmallSize), PageHeight - 34, SmallSize, number);
            canvas.EndPage();
        }
    }

    /// <summary>Draws as many lines of a row as the page holds; gives how many of the value's lines they were.</summary>
    private int Row(string heading, List<string> label, string english, List<string> value, int from, List<string> element)
    {
        var labelLines = from == 0 ? label.Count + 1 : 0;
        var needed = Math.Max(labelLines, element.Count) * LineHeight;
        if (_y + Math.Max(needed, LineHeight) + (2 * Padding) > Bottom)
        {
            BreakPage();
            Heading($"{heading}（续 continued）");
        }

        var room = (int)((Bottom - _y - (2 * Padding)) / LineHeight);
        var lines = value.Skip(from).Take(room).ToList();
        var height = Math.Max(needed, lines.Count * LineHeight) + (2 * Padding);
        var top = _y;
        Draw(() =>
        {
            canvas.Box(Margin, top, LabelWidth, height, 0.5);
            canvas.Box(Margin + LabelWidth, top, ValueWidth, height, 0.5);
            canvas.Box(Margin + LabelWidth + ValueWidth, top, ElementWidth, height, 0.5);
            Lines(Margin, top, TextSize, from == 0 ? label : []);
            Lines(Margin, top + (label.Count * LineHeight), SmallSize, from == 0 ? [english] : []);
            Lines(Margin + LabelWidth, top, TextSize, lines);
            Lines(Margin + LabelWidth + ValueWidth, top, SmallSize, from == 0 ? element : []);
        });
        _y += height;
        return lines.Count;
    }

    private void Lines(double x, double top, double size, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            canvas.Text(x + Padding, top + Padding + (i * LineHeight) + TextSize, size, lines[i]);
        }
    }

    private void Heading(string text)
    {
        if (_y + 60 > Bottom)
        {
            BreakPage();
        }

        var at = _y + 12;
        Draw(() => canvas.Text(Margin, at, 11, text));
        _y += 19;
    }

    private void Centre(string text, double size, double height)
    {
        var at = _y + size;
        Draw(() => canvas.Text((PageWidth - canvas.Measure(text, size)) / 2, at, size, text));
        _y += height + 4;
    }

    private void BreakPage()
    {
        _pages.Add([]);
        _y = Margin;
    }

    private void Draw(Action action) => _pages[^1].Add(action);
}
