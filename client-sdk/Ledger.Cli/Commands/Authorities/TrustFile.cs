using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Profiles;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>
/// <c>trust.json</c> of a trust folder: <c>{"floor": [{"from": "2017-01-01T00:00:00Z", "rsa_bits": 2048, "ecdsa_bits": 256, "sha1": false,
/// "sm2": true}],
/// "profiles": {"bjca/root.crt": "bjca"}}</c>.
/// </summary>
internal sealed class TrustFile
{
    internal const string Name = "trust.json";

    private readonly Dictionary<string, string> _profiles = new(StringComparer.Ordinal);

    private TrustFile()
    {
    }

    internal AlgorithmFloor Floor { get; private init; } = AlgorithmFloor.Default;

    /// <summary>What stands in the file; the defaults where there is none.</summary>
    internal static TrustFile Read(string path)
    {
        if (!File.Exists(path))
        {
            return new TrustFile();
        }

        try
        {
            var root = JsonNode.Parse(EncodedFile.ReadText(path))!.AsObject();
            var file = new TrustFile
            {
                Floor = root["floor"] is JsonArray periods
                    ? new AlgorithmFloor([.. periods.Select(period => ReadPeriod(period!))])
                    : AlgorithmFloor.Default,
            };
            foreach (var (name, profile) in root["profiles"]?.AsObject() ?? [])
            {
                var known = CaProfiles.Find((string)profile!)
                    ?? throw new InvalidOperationException(
                        $"there is no CA profile {profile}; there are {string.Join(", ", CaProfiles.All.Select(p => p.Name))}");
                file._profiles[name] = known.Name;
            }

            return file;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw CliException.Usage(
                $"{path} is no trust file: {e.Message}",
                $"{path} 不是信任文件：{e.Message}");
        }
    }

    internal string? ProfileOf(string name) => _profiles.GetValueOrDefault(name.Replace('\\', '/'));

    private static AlgorithmFloorPeriod ReadPeriod(JsonNode period)
    {
        var from = period["from"] is { } text
            ? DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
            : long.MinValue;
        var usual = new AlgorithmFloorPeriod(from);
        return new AlgorithmFloorPeriod(
            from,
            (int?)period["rsa_bits"] ?? usual.RsaBitsMin,
            (int?)period["ecdsa_bits"] ?? usual.EcdsaBitsMin,
            (bool?)period["sha1"] ?? usual.Sha1,
            (bool?)period["sm2"] ?? usual.Sm2);
    }
}
