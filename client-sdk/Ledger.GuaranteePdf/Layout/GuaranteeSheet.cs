using Ledger.GuaranteePdf.Templates;
using Ledger.GuaranteePdf.Text;
using Ledger.PdfDrawing;

namespace Ledger.GuaranteePdf.Layout;

/// <summary>The guarantee itself: head, text, place of seal, and how it is checked.</summary>
internal sealed class GuaranteeSheet(PdfCanvas canvas, PageFlow flow)
{
    private const double TextSize = 9.4;
    private const double Leading = 14.6;
    private const double LabelWidth = 62;
    private const double Indent = 18;
    private const double SumSize = 12.5;
    private const double FootSize = 9;
    private const double FootLeading = 15;
    private const double NoteSize = 7.5;
    private const double NoteLeading = 11;
    private const double QrSide = 54;
    private const double Gap = 8;
    private const double FootWidth = PageFlow.Inner - SealPlace.Side - Gap;
    private const double NoteWidth = PageFlow.Inner - QrSide - Gap;
    private const string SealMark = "（盖章处）";
    private const uint SealInk = 0xC9A39F;

    /// <summary>Title, subtitle, parties.</summary>
    internal void Head(GuaranteeWords words)
    {
        flow.Y -= 4;
        Centre(words.Title, 19, PageFlow.Ink, bold: true, spacing: 6);
        Centre(words.Template.TextOf(TemplateLineKind.Subtitle), 10, PageFlow.Pale, bold: false, spacing: 9);
        foreach (var (label, value) in words.Head.Where(row => row.Value.Length > 0))
        {
            flow.Text(PageFlow.Margin, flow.Y + TextSize, TextSize, label, PageFlow.Pale);
            flow.Lines(PageFlow.Margin + LabelWidth, PageFlow.Inner - LabelWidth, TextSize, Leading, value);
        }

        flow.Y += Gap;
    }

    /// <summary>The text, and where it is signed; the last clause never stands apart from the seal.</summary>
    internal SealPlace Text(GuaranteeWords words, IReadOnlyList<string> notes, IReadOnlyList<(int X, int Y)> modules, int across)
    {
        var body = words.Text.Where(
            line =>
                line.Kind is TemplateLineKind.Addressee or TemplateLineKind.Paragraph or TemplateLineKind.Clause or TemplateLineKind.Sum)
            .ToList();
        var last = body.FindLastIndex(line => line.Kind == TemplateLineKind.Clause);
        var inClause = false;
        for (var i = 0; i < body.Count; i++)
        {
            if (i == last)
            {
                flow.Need(body.Skip(last).Sum(line => Height(line, inClause: true)) + ClosingHeight(words, notes));
            }

            inClause |= body[i].Kind == TemplateLineKind.Clause;
            Write(body[i], inClause);
        }

        return Closing(words, notes, modules, across);
    }

    private double ClosingHeight(GuaranteeWords words, IReadOnlyList<string> notes)
    {
        var foot = words.Foot.Sum(line => flow.Break(line, FootWidth, FootSize).Count) * FootLeading;
        var check = notes.Sum(note => flow.Break(note, NoteWidth, NoteSize).Count) * NoteLeading;
        return (3 * Gap) + Math.Max(SealPlace.Side, foot) + Math.Max(QrSide, check);
    }

    private double Height(TemplateLine line, bool inClause) => line.Kind == TemplateLineKind.Sum
        ? SumSize + Gap
        : (flow.Break(line.Text, PageFlow.Inner - (inClause ? Indent : 0), TextSize).Count * Leading) + 2;

    private void Write(TemplateLine line, bool inClause)
    {
        var x = PageFlow.Margin + (inClause ? Indent : 0);
        switch (line.Kind)
        {
            case TemplateLineKind.Sum:
                flow.Need(SumSize + Gap);
                flow.Text(x, flow.Y + SumSize, SumSize, line.Text, bold: true);
                flow.Y += SumSize + Gap;
                return;
            case TemplateLineKind.Clause:
                flow.Need(Leading);
                flow.Text(PageFlow.Margin, flow.Y + TextSize, TextSize, line.Number);
                break;
        }

        flow.Lines(x, PageFlow.Width - PageFlow.Margin - x, TextSize, Leading, line.Text);
        flow.Y += 2;
    }

    private SealPlace Closing(GuaranteeWords words, IReadOnlyList<string> notes, IReadOnlyList<(int X, int Y)> modules, int across)
    {
        flow.Need(ClosingHeight(words, notes));
        flow.Y += Gap;
        var top = flow.Y;
        var place = new SealPlace(flow.Page, PageFlow.Width - PageFlow.Margin - SealPlace.Side, PageFlow.Height - top - SealPlace.Side);
        flow.Draw(() =>
        {
            canvas.Ink(SealInk);
            canvas.Text(
                place.X + ((SealPlace.Side - canvas.Measure(SealMark, FootSize)) / 2), top + (SealPlace.Side / 2) + 3, FootSize, SealMark);
        });
        foreach (var line in words.Foot)
        {
            flow.Lines(PageFlow.Margin, FootWidth, FootSize, FootLeading, line);
        }

        flow.Y = Math.Max(flow.Y, top + SealPlace.Side) + Gap;
        Check(notes, modules, across);
        return place;
    }

    /// <summary>How the document is checked, beside its QR.</summary>
    private void Check(IReadOnlyList<string> notes, IReadOnlyList<(int X, int Y)> modules, int across)
    {
        var top = flow.Y;
        flow.Line(top, 0.6, PageFlow.Rule);
        var (left, module) = (PageFlow.Width - PageFlow.Margin - QrSide, QrSide / across);
        flow.Draw(() =>
        {
            canvas.Ink(0);
            canvas.Squares(modules.Select(one => (left + (one.X * module), top + Gap + (one.Y * module))), module);
        });
        flow.Y += Gap;
        foreach (var note in notes)
        {
            flow.Lines(PageFlow.Margin, NoteWidth, NoteSize, NoteLeading, note, PageFlow.Pale);
        }
    }

    private void Centre(string text, double size, uint ink, bool bold, double spacing)
    {
        flow.Text((PageFlow.Width - canvas.Measure(text, size)) / 2, flow.Y + size, size, text, ink, bold);
        flow.Y += size + spacing;
    }
}
