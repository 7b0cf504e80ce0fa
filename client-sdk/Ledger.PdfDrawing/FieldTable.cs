
namespace Ledger.PdfDrawing;

/// <summary>
/// A table of fields: item and content, and the exchange's element where any row has one. It goes on over as many pages as it needs.
/// </summary>
internal sealed class FieldTable(PdfCanvas canvas, PageFlow flow)
{
    private const double LabelWidth = 150;
    private const double ElementWidth = 120;
    private const double TextSize = 9;
    private const double SmallSize = 7;
    private const double LineHeight = 12;
    private const double Padding = 3;

    internal void Write(string heading, IReadOnlyList<FieldRow> rows)
    {
        Heading(heading);
        var elementWidth = rows.Any(row => row.Element.Length > 0) ? ElementWidth : 0;
        var valueWidth = PageFlow.Inner - LabelWidth - elementWidth;
        foreach (var row in rows)
        {
            var value = flow.Break(row.Value, valueWidth - (2 * Padding), TextSize);
            var label = flow.Break(row.Chinese, LabelWidth - (2 * Padding), TextSize);
            var element = row.Element.Length > 0 ? flow.Break(row.Element, ElementWidth - (2 * Padding), SmallSize) : [];
            for (var from = 0; from < value.Count;)
            {
                from += Row(heading, label, row.English, value, from, element, valueWidth);
            }
        }

        flow.Y += 12;
    }

    /// <summary>Draws as many lines of a row as the page holds; gives how many of the value's lines they were.</summary>
    private int Row(
        string heading, List<string> label, string english, List<string> value, int from, List<string> element, double valueWidth)
    {
        var needed = from == 0 ? Math.Max(label.Count + 1, element.Count) * LineHeight : 0;
        if (flow.Need(Math.Max(needed, LineHeight) + (2 * Padding)))
        {
            Heading($"{heading}（续 continued）");
        }

        var room = (int)((PageFlow.Bottom - flow.Y - (2 * Padding)) / LineHeight);
        var lines = value.Skip(from).Take(room).ToList();
        var height = Math.Max(needed, lines.Count * LineHeight) + (2 * Padding);
        var (top, first) = (flow.Y, from == 0);
        flow.Draw(() =>
        {
            canvas.Ink(PageFlow.Rule);
            canvas.Line(PageFlow.Margin, top + height, PageFlow.Width - PageFlow.Margin, top + height, 0.5);
            canvas.Ink(PageFlow.Ink);
            Lines(PageFlow.Margin + LabelWidth, top, TextSize, lines);
            if (first)
            {
                Lines(PageFlow.Margin, top, TextSize, label);
                canvas.Ink(PageFlow.Pale);
                Lines(PageFlow.Margin, top + (label.Count * LineHeight), SmallSize, [english]);
                Lines(PageFlow.Margin + LabelWidth + valueWidth, top, SmallSize, element);
            }
        });
        flow.Y += height;
        return lines.Count;
    }

    private void Lines(double x, double top, double size, List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            canvas.Text(x + Padding, top + Padding + (i * LineHeight) + TextSize, size, lines[i]);
        }
    }

    /// <summary>A heading over the page's width; never the last thing on a page.</summary>
    internal void Heading(string text)
    {
        flow.Need(60);
        flow.Text(PageFlow.Margin, flow.Y + 11, 10.5, text, bold: true);
        flow.Line(flow.Y + 18, 0.8, PageFlow.Ink);
        flow.Y += 18;
    }
}
