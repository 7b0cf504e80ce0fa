namespace Ledger.PdfDrawing;

/// <summary>One row of the table.</summary>
/// <param name="Chinese">The field's name in Chinese.</param>
/// <param name="English">The field's name in English.</param>
/// <param name="Value">Its value for people.</param>
/// <param name="Element">The element's name in platforms' data exchange, where it has one (DOMAIN §6).</param>
internal sealed record FieldRow(string Chinese, string English, string Value, string Element = "");
