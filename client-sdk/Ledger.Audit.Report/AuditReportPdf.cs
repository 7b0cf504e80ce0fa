using Ledger.PdfDrawing;

namespace Ledger.Audit.Report;

/// <summary>Draws a report. The same content and font give the same bytes.</summary>
public static class AuditReportPdf
{
    private const uint Jade = 0x2F6B52;
    private const uint Cinnabar = 0xB3261E;
    private const double TextSize = 9;
    private const double Leading = 14;
    private const double ChartHeight = 92;
    private const double ChartText = 6.5;

    /// <summary>Writes the PDF.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="fontPath">A font with Latin and Chinese in TrueType outlines; one of the system's where null.</param>
    /// <exception cref="IOException">There is no font, none of that name, or it cannot be embedded.</exception>
    public static byte[] Write(ReportContent content, string? fontPath)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (PdfCanvas.Gate)
        {
            using var canvas = new PdfCanvas(
                fontPath ?? FontPlaces.Find(FontPlaces.Known), PageFlow.Width, PageFlow.Height, content.MadeAt);
            canvas.Describe($"链审计报告 {content.Chain}", "Ledger", content.English);
            var flow = new PageFlow(canvas);
            var table = new FieldTable(canvas, flow);
            Head(canvas, flow, content);
            foreach (var part in content.Parts)
            {
                Draw(canvas, flow, table, part);
            }

            flow.Finish($"链审计报告　{content.Chain}", "Audit report", null);
            return canvas.Finish();
        }
    }

    private static void Head(PdfCanvas canvas, PageFlow flow, ReportContent content)
    {
        Centre("链审计报告", 20, PageFlow.Ink, 4);
        Centre("Audit report of a consortium ledger", 10, PageFlow.Pale, 14);
        var colour = content.IsClean ? Jade : Cinnabar;
        var (chinese, english) = (Readable(canvas, content.Chinese), Readable(canvas, content.English));
        var top = flow.Y;
        flow.Draw(() => canvas.Box(PageFlow.Margin, top, 4, 40, colour));
        flow.Text(PageFlow.Margin + 14, top + 17, 14, chinese, colour, bold: true);
        flow.Text(PageFlow.Margin + 14, top + 34, TextSize, english, PageFlow.Pale);
        flow.Y += 54;

        void Centre(string text, double size, uint ink, double spacing)
        {
            flow.Text((PageFlow.Width - canvas.Measure(text, size)) / 2, flow.Y + size, size, text, ink, bold: ink == PageFlow.Ink);
            flow.Y += size + spacing;
        }
    }

    private static void Draw(PdfCanvas canvas, PageFlow flow, FieldTable table, ReportPart part)
    {
        var heading = $"{part.Chinese} {part.English}";
        if (part.Rows.Count > 0)
        {
            table.Write(
                heading,
                [.. part.Rows.Select(row => new FieldRow(row.Chinese, row.English, Readable(canvas, row.Value)))]);
        }
        else
        {
            table.Heading(heading);
            flow.Y += 6;
        }

        foreach (var paragraph in part.Paragraphs)
        {
            flow.Lines(PageFlow.Margin, PageFlow.Inner, TextSize, Leading, Readable(canvas, paragraph));
            flow.Y += 4;
        }

        foreach (var chart in part.Charts.Where(chart => chart.Bars.Count > 0))
        {
            Draw(canvas, flow, chart);
        }

        flow.Y += 6;
    }

    private static void Draw(PdfCanvas canvas, PageFlow flow, ReportChart chart)
    {
        flow.Need(ChartHeight + 46);
        flow.Text(PageFlow.Margin, flow.Y + TextSize, TextSize, Readable(canvas, chart.Title), bold: true);
        var bars = chart.Bars.Take(ReportChart.BarsMax).ToList();
        var most = Math.Max(bars.Max(bar => bar.Value), double.Epsilon);
        var step = PageFlow.Inner / Math.Max(bars.Count, 8);
        var foot = flow.Y + 24 + ChartHeight;
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value) = (Readable(canvas, bars[i].Name), bars[i].Value);
            var x = PageFlow.Margin + (i * step);
            var height = value / most * ChartHeight;
            flow.Draw(() => canvas.Box(x + (step * 0.15), foot - height, step * 0.7, height, Jade));
            var shown = chart.Format(value);
            if (canvas.Measure(shown, ChartText) <= step * 1.1)
            {
                flow.Text(x + ((step - canvas.Measure(shown, ChartText)) / 2), foot - height - 2, ChartText, shown);
            }

            var width = canvas.Measure(name, ChartText);
            if (width <= step || i % (int)Math.Ceiling(width / step) == 0)
            {
                flow.Text(x + Math.Max(0, (step - width) / 2), foot + 9, ChartText, name, PageFlow.Pale);
            }
        }

        flow.Line(foot, 0.6, PageFlow.Rule);
        flow.Y = foot + 20;
    }

    // Names on a chain are strangers': a character that the font lacks is shown as such, and the JSON has it.
    private static string Readable(PdfCanvas canvas, string text)
    {
        var plain = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        return canvas.Has(plain, out _) ? plain : string.Concat(plain.EnumerateRunes().Select(rune =>
            canvas.Has(rune.ToString(), out _) ? rune.ToString() : $"[U+{rune.Value:X4}]"));
    }
}
