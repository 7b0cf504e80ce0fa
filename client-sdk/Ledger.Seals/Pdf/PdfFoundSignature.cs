namespace Ledger.Seals.Pdf;

/// <summary>A signature as found in the bytes: its dictionary, and what its ByteRange leaves out.</summary>
/// <param name="At">Where the word ByteRange stands.</param>
/// <param name="GapStart">Where the gap begins, at the &lt; of Contents.</param>
/// <param name="GapEnd">Where the gap ends, behind the &gt;.</param>
/// <param name="End">Where the protected bytes end.</param>
/// <param name="Error">What is wrong with it; null where nothing is.</param>
internal sealed record PdfFoundSignature(int At, int GapStart, int GapEnd, int End, string? Error);
