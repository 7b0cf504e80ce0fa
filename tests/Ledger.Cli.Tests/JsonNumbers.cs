using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests;

/// <summary>Reads the numbers of documents: those of 64 bits are text there.</summary>
internal static class JsonNumbers
{
    internal static long Number(this JsonNode? node) => long.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);
}
