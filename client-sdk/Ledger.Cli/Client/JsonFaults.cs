using Ledger.Protocol.Json;

namespace Ledger.Cli.Client;

/// <summary>All faults of a JSON file that a person wrote, in both languages.</summary>
internal static class JsonFaults
{
    internal static CliException Usage(IReadOnlyList<JsonFault> faults, string english, string chinese)
    {
        var lines = faults.Select(fault => (
            English: fault.Place.Length == 0 ? fault.English : $"{fault.Place}: {fault.English}",
            Chinese: fault.Place.Length == 0 ? fault.Chinese : $"{fault.Place}：{fault.Chinese}")).ToList();
        return CliException.Usage(
            $"{english}:\n{string.Join('\n', lines.Select(line => line.English))}",
            $"{chinese}：\n{string.Join('\n', lines.Select(line => line.Chinese))}");
    }
}
