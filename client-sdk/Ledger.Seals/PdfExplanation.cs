using System.Globalization;
using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>Says of a PDF that cannot be sealed or read what is wrong with it, with the byte or the page's size, and what to do.</summary>
public static class PdfExplanation
{
    /// <summary>In words; null where nothing is found wrong.</summary>
    /// <param name="pdf">The document.</param>
    /// <param name="placement">Where a stamp was to go; null where none was.</param>
    public static string? Of(ReadOnlyMemory<byte> pdf, PdfSealPlacement? placement = null)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            var pages = file.Pages();
            if (placement is null)
            {
                return null;
            }

            if (placement.PageIndex < 0 || placement.PageIndex >= pages.Count)
            {
                return string.Create(CultureInfo.InvariantCulture, $"there is no page {placement.PageIndex + 1}: it has {pages.Count}");
            }

            var view = PdfPageView.Of(file, pages[placement.PageIndex]);
            var (width, height) = PdfSealer.StampOf(placement);
            return view.Holds(placement.X, placement.Y, width, height) ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"the stamp of {width:0.#} × {height:0.#} points at {placement.X:0.#}, {placement.Y:0.#} does not lie on page " +
                $"{placement.PageIndex + 1}, which is shown {view.Width:0.#} points wide and {view.Height:0.#} high");
        }
        catch (PdfFormatException e)
        {
            return e.Message;
        }
    }
}
