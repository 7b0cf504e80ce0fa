namespace Ledger.Seals.Pdf;

/// <summary>A page: the reference to it, its dictionary, its media box and its rotation in degrees.</summary>
internal sealed record PdfPage(PdfReference Reference, PdfDictionary Dictionary, PdfValue? MediaBox, int Rotation);
