namespace Ledger.Seals.Pdf;

/// <summary>The bytes are no PDF that is read here. Never leaves this project: callers get a value.</summary>
internal sealed class PdfFormatException(string message) : Exception(message);
