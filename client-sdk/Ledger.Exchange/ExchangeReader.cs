using System.Text.Json;
using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using Ledger.Protocol;

namespace Ledger.Exchange;

/// <summary>
/// Reads documents from outside: the size first, then UTF-8, depth, JSON, the kind and version, and then every element, so that all faults
/// of a document are reported at once. Nothing is guessed: no unknown or repeated element, no other type, no other way of writing a value.
/// </summary>
public static class ExchangeReader
{
    /// <summary>The one version of the format.</summary>
    public const int Version = 1;

    /// <summary>Reads one document.</summary>
    /// <param name="utf8">Its bytes, without byte order mark.</param>
    /// <returns>The document, or every fault that it has. Never an exception, whatever the bytes are.</returns>
    public static ExchangeReading Read(ReadOnlyMemory<byte> utf8)
    {
        var findings = new FindingList();
        if (!IsBounded(utf8.Span, findings))
        {
            return new ExchangeReading(null, null, findings.All);
        }

        using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = ExchangeLimits.DepthMax });
        if (FindSchema(json.RootElement, findings) is not { } schema)
        {
            return new ExchangeReading(null, null, findings.All);
        }

        var values = (ElementValues)schema.Group.Read(json.RootElement, string.Empty, findings)!;
        schema.Check(values, findings);
        return new ExchangeReading(findings.HasFault ? null : schema.BuildDocument(values), schema.Kind, findings.All);
    }

    private static bool IsBounded(ReadOnlySpan<byte> utf8, FindingList findings)
    {
        if (utf8.Length > ExchangeLimits.DocumentBytesMax)
        {
            findings.Add(
                ExchangeFault.TooLarge,
                string.Empty,
                $"The document has {utf8.Length} bytes; the most is {ExchangeLimits.DocumentBytesMax}.");
        }
        else if (StrictText.TryDecode(utf8, out var hasMark, out var why) is null)
        {
            findings.Add(ExchangeFault.NotUtf8, string.Empty, $"The document {why}.");
        }
        else if (hasMark)
        {
            findings.Add(
                ExchangeFault.ByteOrderMark,
                string.Empty,
                "The document begins with a byte order mark (EF BB BF), as Notepad writes it: save it as UTF-8 without it.");
        }
        else
        {
            Scan(utf8, findings);
        }

        return !findings.HasFault;
    }

    // One pass over the tokens, before anything is built from them: the depth, the grammar, and that escapes spell Unicode.
    private static void Scan(ReadOnlySpan<byte> utf8, FindingList findings)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= ExchangeLimits.DepthMax &&
                    reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    findings.Add(
                        ExchangeFault.TooDeep,
                        string.Empty,
                        $"Groups and lists go deeper than {ExchangeLimits.DepthMax} at byte {reader.TokenStartIndex}.");
                    return;
                }

                if (reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
        }
        catch (JsonException e)
        {
            findings.Add(
                ExchangeFault.NotJson, string.Empty, $"It is no JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            findings.Add(ExchangeFault.NotJson, string.Empty, $"The escapes at byte {reader.TokenStartIndex} spell no Unicode text.");
        }
    }

    private static DocumentSchema? FindSchema(JsonElement root, FindingList findings)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            findings.Add(
                ExchangeFault.WrongType,
                string.Empty,
                $"The document is a JSON {FindingList.NameOf(root.ValueKind)}; it must be an object.");
            return null;
        }

        if (!root.TryGetProperty(EnvelopeElements.DocumentType.Name, out var type))
        {
            findings.Add(
                ExchangeFault.MissingElement,
                EnvelopeElements.DocumentType.Name,
                $"The document does not say what it is: {EnvelopeElements.DocumentType.ShapeText}.");
            return null;
        }

        if (type.ValueKind != JsonValueKind.String || DocumentSchemas.Find(type.GetString()!) is not { } schema)
        {
            findings.Add(
                ExchangeFault.UnknownDocument,
                EnvelopeElements.DocumentType.Name,
                $"{FindingList.Quote(type.ToString())} is none of {EnvelopeElements.DocumentType.ShapeText}.");
            return null;
        }

        if (root.TryGetProperty(EnvelopeElements.DocumentVersion.Name, out var version) && version.ValueKind == JsonValueKind.Number
            && version.GetRawText() is var number && number != $"{Version}")
        {
            findings.Add(
                ExchangeFault.UnsupportedVersion,
                EnvelopeElements.DocumentVersion.Name,
                $"The format's version is {FindingList.Quote(number)}; this reader knows {Version}.");
            return null;
        }

        return schema;
    }
}
