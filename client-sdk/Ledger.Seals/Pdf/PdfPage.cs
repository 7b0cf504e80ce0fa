namespace Ledger.Seals.Pdf;

/// <summary>A page: the reference to it, its dictionary, and what it may inherit (ISO 32000-1 §7.7.3.4).</summary>
internal sealed record PdfPage(PdfReference Reference, PdfDictionary Dictionary, PdfValue? MediaBox, PdfValue? CropBox, PdfValue? Rotate);
