using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

/// <summary>Files of guarantees' terms: protobuf's JSON form of <see cref="GuaranteeTerms"/>, one or an array of them.</summary>
internal static class TermsFile
{
    internal static IReadOnlyList<GuaranteeTerms> Read(string path) => MessageFile.ReadAll<GuaranteeTerms>(path);

    internal static void Write(string path, IEnumerable<GuaranteeTerms> terms) => EncodedFile.WriteNew(
        path,
        Encoding.UTF8.GetBytes(
            new JsonArray([.. terms.Select(one => JsonNode.Parse(JsonFormatter.Default.Format(one)))]).ToJsonString()));
}
