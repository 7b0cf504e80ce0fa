namespace Ledger.GuaranteePdf;

/// <summary>The finished document, ready for its seal.</summary>
/// <param name="Pdf">The file, with the passport inside.</param>
/// <param name="SealPlace">Where the seal goes.</param>
public sealed record GuaranteeDocument(byte[] Pdf, SealPlace SealPlace);
