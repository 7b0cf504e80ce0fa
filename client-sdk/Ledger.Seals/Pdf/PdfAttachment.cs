namespace Ledger.Seals;

/// <summary>A file inside a PDF (ISO 32000-2 §7.11.4).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="MediaType">What it is, <c>application/octet-stream</c>; empty where the PDF does not say.</param>
/// <param name="Description">For the reader.</param>
/// <param name="ModifiedMs">When it was made, UTC milliseconds; 0 where the PDF does not say.</param>
public sealed record PdfAttachment(
    string Name, ReadOnlyMemory<byte> Content, string MediaType = "", string Description = "", long ModifiedMs = 0);
