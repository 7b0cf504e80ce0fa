using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

/// <summary>Files of guarantees' terms: protobuf's JSON form of <see cref="GuaranteeTerms"/>, one or an array of them.</summary>
internal static class TermsFile
{
    internal static IReadOnlyList<GuaranteeTerms> Read(string path)
    {
        try
        {
            var document = JsonNode.Parse(EncodedFile.ReadText(path));
            var items = document is JsonArray array ? array.AsEnumerable() : [document];
            var terms = items.Select(item => JsonParser.Default.Parse<GuaranteeTerms>(item?.ToJsonString() ?? "null")).ToList();
            return terms.Count > 0 ? terms : throw CliException.Usage("The file has no guarantees.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or JsonException)
        {
            throw CliException.Usage($"The file is not the JSON form of ledger.v1.GuaranteeTerms, or an array of it: {e.Message}");
        }
    }

    internal static Task WriteAsync(string path, IEnumerable<GuaranteeTerms> terms, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(
            path,
            new JsonArray([.. terms.Select(one => JsonNode.Parse(JsonFormatter.Default.Format(one)))]).ToJsonString(),
            cancellationToken);
}
