
namespace Ledger.PdfDrawing;

/// <summary>Pages that fill from top to bottom. What is drawn waits until all are laid out, as each says how many there are.</summary>
internal sealed class PageFlow(PdfCanvas canvas)
{
    internal const double Width = 595;
    internal const double Height = 842;
    internal const double Margin = 52;
    internal const double Top = 66;
    internal const double Bottom = Height - 30;
    internal const double Inner = Width - (2 * Margin);

    internal const uint Ink = 0x1D2320;
    internal const uint Pale = 0x55605A;
    internal const uint Rule = 0xCFC9BC;

    private const uint WarningInk = 0xB3261E;
    private const double WarningSize = 9;
    private const double WarningAbove = 14;

    private const double HeadSize = 8;
    private const double HeadAt = 40;

    private readonly List<List<Action>> _pages = [[]];

    /// <summary>Where the next thing goes, in points from the top.</summary>
    internal double Y { get; set; } = Top;

    /// <summary>The page that is being filled, from 0.</summary>
    internal int Page => _pages.Count - 1;

    internal void BreakPage()
    {
        _pages.Add([]);
        Y = Top;
    }

    /// <summary>Goes on to the next page where this one has no room.</summary>
    internal bool Need(double height)
    {
        if (Y + height <= Bottom)
        {
            return false;
        }

        BreakPage();
        return true;
    }

    internal void Draw(Action action) => _pages[^1].Add(action);

    internal void Text(double x, double y, double size, string text, uint ink = Ink, bool bold = false) => Draw(() =>
    {
        canvas.Ink(ink);
        canvas.Text(x, y, size, text, bold);
    });

    internal void Line(double y, double width, uint ink) => Draw(() =>
    {
        canvas.Ink(ink);
        canvas.Line(Margin, y, Width - Margin, y, width);
    });

    /// <summary>Lines of text one under the other.</summary>
    internal void Lines(double x, double width, double size, double leading, string text, uint ink = Ink)
    {
        foreach (var line in Break(text, width, size))
        {
            Need(leading);
            Text(x, Y + size, size, line, ink);
            Y += leading;
        }
    }

    internal List<string> Break(string text, double width, double size) =>
        TextWrap.Break(text, width, piece => canvas.Measure(piece, size));

    /// <summary>
    /// Draws every page with its head: what it is on the left, which edition and page on the right, and a warning above both in red where
    /// there is one.
    /// </summary>
    internal void Finish(string left, string right, string? warning)
    {
        for (var page = 0; page < _pages.Count; page++)
        {
            canvas.Ink(Pale);
            canvas.Text(Margin, HeadAt, HeadSize, left);
            var number = $"{right}　第 {page + 1} 页 共 {_pages.Count} 页";
            canvas.Text(Width - Margin - canvas.Measure(number, HeadSize), HeadAt, HeadSize, number);
            if (warning is not null)
            {
                canvas.Ink(WarningInk);
                canvas.Text((Width - canvas.Measure(warning, WarningSize)) / 2, HeadAt - WarningAbove, WarningSize, warning, bold: true);
            }

            canvas.Ink(Ink);
            canvas.Line(Margin, HeadAt + 7, Width - Margin, HeadAt + 7, 1);
            foreach (var draw in _pages[page])
            {
                draw();
            }

            canvas.EndPage();
        }
    }
}
