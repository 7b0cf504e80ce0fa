using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Terminal;

/// <summary>
/// Documents for programs, in one convention (docs/operations/cli.md): ids and digests in hex, other bytes in Base64, 64-bit numbers and
/// money (in fen) as text, times as RFC 3339 with the offset of Beijing, enumerations as the words that commands take.
/// </summary>
public static class JsonView
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document over several lines.</summary>
    public static string Write(Document document) => Of(document)!.ToJsonString(Indented);

    /// <summary>One document on one line.</summary>
    public static string WriteLine(Document document) => Of(document)!.ToJsonString(Line);

    /// <summary>One value as plain text, as programs read it; nothing for what is absent.</summary>
    public static string TextOf(Datum? value) => Of(value)?.ToString() ?? "";

    private static JsonNode? Of(Datum? datum) => datum switch
    {
        null => null,
        Document document => new JsonObject(document.All.Select(field => KeyValuePair.Create(field.Key, Of(field.Value)))),
        Datum.Items items => new JsonArray([.. items.Values.Select(Of)]),
        Datum.Text text => text.Value,
        Datum.Flag flag => flag.Value,
        Datum.Number number => number.Value,
        Datum.Wide wide => wide.Value.ToString(CultureInfo.InvariantCulture),
        Datum.Amount amount => amount.Fen.ToString(CultureInfo.InvariantCulture),
        Datum.Instant instant => Moments.Rfc3339(instant.Ms),
        Datum.Identifier id => id.Hex,
        Datum.Binary binary => binary.Base64,
        Datum.Term term => term.Name,
        _ => throw new InvalidOperationException($"{datum.GetType().Name} has no form for programs."),
    };
}
