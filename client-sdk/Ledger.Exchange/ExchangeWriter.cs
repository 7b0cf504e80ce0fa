using System.Buffers;
using System.Text.Json;
using Ledger.Exchange.Documents;

namespace Ledger.Exchange;

/// <summary>
/// Writes documents: UTF-8, Chinese as it is, elements in the order of the specification, so that one document has one text.
/// </summary>
public static class ExchangeWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        MaxDepth = ExchangeLimits.DepthMax,
    };

    /// <summary>
    /// The document's bytes, which end with a line feed. What is written is read again: it leaves only where it has no fault.
    /// </summary>
    /// <exception cref="InvalidDataException">The document would not be taken by a reader; the message names every fault.</exception>
    public static byte[] Write(ExchangeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            DocumentSchemas.Find(document.Kind).WriteDocument(json, document);
        }

        bytes.Write("\n"u8);
        var reading = ExchangeReader.Read(bytes.WrittenMemory);
        var faults = reading.Findings.Where(one => !one.IsWarning).Select(one => $"{one.Fault} {one.Element}: {one.Detail}");
        return reading.IsValid
            ? bytes.WrittenSpan.ToArray()
            : throw new InvalidDataException($"The document cannot be written: {string.Join(' ', faults)}");
    }
}
