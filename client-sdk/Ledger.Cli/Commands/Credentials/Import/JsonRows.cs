using System.Text.Json;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>
/// Reads JSON lines: an object a line, whose fields are the columns. Those of the first object are the header; a later one may leave some
/// out, and names no other.
/// </summary>
internal sealed class JsonRows(ByteLines lines)
{
    private const int DepthMax = 2;

    /// <summary>The header, and a row for each line; blank lines are passed over.</summary>
    internal IEnumerable<ImportRow> Read()
    {
        List<string>? header = null;
        while (lines.TryNext(out var text, out var fault))
        {
            if (fault is null && string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var fields = fault is null ? FieldsOf(text!) : null;
            if (header is null && fields is not null)
            {
                header = [.. fields.Keys];
                yield return new ImportRow(lines.Number, header);
            }

            yield return fields is null
                ? new ImportRow(lines.Number, [], fault ?? ByteLines.Fault(
                    lines.Number, "BAD_JSON", "it is no JSON object of single values", "不是只含单个值的 JSON 对象"))
                : RowOf(header!, fields);
        }
    }

    private ImportRow RowOf(List<string> header, Dictionary<string, string> fields)
    {
        var other = fields.Keys.Except(header).FirstOrDefault();
        return other is null
            ? new ImportRow(lines.Number, [.. header.Select(name => fields.GetValueOrDefault(name, ""))])
            : new ImportRow(lines.Number, [], ByteLines.Fault(
                lines.Number, "UNKNOWN_FIELD", $"the first line has no field '{other}'", $"首行没有“{other}”字段"));
    }

    private static Dictionary<string, string>? FieldsOf(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
            return json.RootElement.ValueKind != JsonValueKind.Object
                || json.RootElement.EnumerateObject().Any(one => one.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                ? null
                : json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
