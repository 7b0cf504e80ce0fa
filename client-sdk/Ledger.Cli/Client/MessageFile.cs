using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Ledger.Cli.Client;

/// <summary>
/// Files that people write in protobuf's JSON form, strictly decoded. Ids and digests may stand in hexadecimal digits, as every command
/// shows them, or in Base64, as protobuf has bytes.
/// </summary>
internal static class MessageFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The message of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Hears that a byte order mark was left out; null where nobody needs to.</param>
    /// <param name="form">What the file is to be, for the words; the message's name where null.</param>
    internal static T Read<T>(string path, CliContext? context = null, string? form = null)
        where T : IMessage, new() =>
        ReadAll<T>(path, context, form) is [var one] ? one : throw NotTheForm<T>(path, form, "it is an array.");

    /// <summary>The messages of a file, which is one or an array of them; never none.</summary>
    internal static IReadOnlyList<T> ReadAll<T>(string path, CliContext? context = null, string? form = null)
        where T : IMessage, new()
    {
        var text = EncodedFile.ReadText(path, context);
        try
        {
            var document = JsonNode.Parse(text, documentOptions: Strict);
            var messages = (document is JsonArray many ? many.ToList() : [document]).Select(Of<T>).ToList();
            return messages.Count > 0 ? messages : throw NotTheForm<T>(path, form, "it is an empty array.");
        }
        catch (JsonException e)
        {
            throw NotTheForm<T>(path, form, WhyNoJson(text, e));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw NotTheForm<T>(path, form, e.Message.EndsWith('.') ? e.Message : e.Message + ".");
        }
    }

    /// <summary>Writes a message into a new file.</summary>
    internal static void WriteNew(string path, IMessage message) => EncodedFile.WriteNew(path, Json(message));

    /// <summary>Writes a message into a new file that its owner alone may read.</summary>
    internal static void WriteNewSecret(string path, IMessage message) => EncodedFile.WriteNewSecret(path, Json(message));

    private static byte[] Json(IMessage message) => Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message));

    // The parser's own words are for programmers.
    private static string WhyNoJson(string text, JsonException e) =>
        text.AsSpan().Trim().IsEmpty ? "it is empty."
        : e.LineNumber is { } line && e.BytePositionInLine is { } at ? $"it is no JSON from line {line + 1}, byte {at + 1}, on."
        : "an element stands in it twice.";

    private static CliException NotTheForm<T>(string path, string? form, string why)
        where T : IMessage, new() =>
        CliException.Usage(
            $"{path} is not the JSON form of {form ?? $"ledger.v1.{new T().Descriptor.Name}"}: {why}",
            $"{path} 不是 {form ?? $"ledger.v1.{new T().Descriptor.Name}"} 的 JSON 格式：{why}");

    private static T Of<T>(JsonNode? node)
        where T : IMessage, new()
    {
        WriteIdsInBase64(node, new T().Descriptor);
        return JsonParser.Default.Parse<T>(node?.ToJsonString() ?? "null");
    }

    private static void WriteIdsInBase64(JsonNode? node, MessageDescriptor descriptor)
    {
        if (node is not JsonObject properties)
        {
            return;
        }

        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            foreach (var name in new[] { field.JsonName, field.Name }.Distinct().Where(properties.ContainsKey))
            {
                if (field.FieldType == FieldType.Message)
                {
                    foreach (var inner in properties[name] is JsonArray many ? many.ToList() : [properties[name]])
                    {
                        WriteIdsInBase64(inner, field.MessageType);
                    }
                }
                else if (field.FieldType == FieldType.Bytes && FieldKinds.IsId(field.Name))
                {
                    properties[name] =
                        properties[name] is JsonArray ids ? new JsonArray([.. ids.Select(InBase64)]) : InBase64(properties[name]);
                }
            }
        }
    }

    // Ids have 16 or 32 bytes. As many hexadecimal digits would be Base64 of 24 or 48 bytes, which no id has.
    private static JsonNode? InBase64(JsonNode? id) =>
        id?.GetValueKind() == JsonValueKind.String && id.GetValue<string>() is { Length: 32 or 64 } text
            && !text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")
            ? Convert.ToBase64String(Convert.FromHexString(text))
            : id?.DeepClone();
}
