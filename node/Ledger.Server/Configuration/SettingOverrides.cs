using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Terminal;

namespace Ledger.Server.Configuration;

/// <summary>
/// Settings that count in place of a configuration file's: of the environment, <c>LEDGER_NODE_PEERS__PORT=7600</c>, and before those of the
/// command line, <c>--set peers.port=7600</c>. Lists stand in the file alone.
/// </summary>
internal sealed class SettingOverrides(Func<string, string?> variable, IReadOnlyList<string> flags)
{
    /// <summary>What the variables of the environment begin with.</summary>
    internal const string Prefix = "LEDGER_NODE_";

    /// <summary>The option that gives them.</summary>
    internal static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting in place of the file's, and of the environment's LEDGER_NODE_PEERS__PORT.",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>None.</summary>
    internal static SettingOverrides None { get; } = new(_ => null, []);

    internal static SettingOverrides Of(CommandRun run) => new(run.Context.Variable, run.Value(Set));

    /// <summary>Puts them into what a file says, for a configuration of this type.</summary>
    /// <exception cref="InvalidDataException">A setting is not known, or its value is none; the message names every one.</exception>
    internal void ApplyTo(JsonObject file, Type configuration)
    {
        var settings = SettingsOf(configuration, []).ToDictionary(one => string.Join('.', one.Path), StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var setting in settings.Values)
        {
            var name = Prefix + string.Join("__", setting.Path).ToUpperInvariant();
            if (variable(name) is { Length: > 0 } text)
            {
                Put(file, setting, text, name, faults);
            }
        }

        foreach (var flag in flags)
        {
            var parts = flag.Split('=', 2);
            if (parts.Length == 2 && settings.TryGetValue(parts[0], out var setting))
            {
                Put(file, setting, parts[1], $"--set {parts[0]}", faults);
            }
            else
            {
                faults.Add($"--set {flag}: write NAME=VALUE, with a name of docs/operations/node.md such as peers.port.");
            }
        }

        if (faults.Count > 0)
        {
            throw new InvalidDataException(string.Join('\n', faults));
        }
    }

    private static void Put(JsonObject file, Setting setting, string text, string where, List<string> faults)
    {
        JsonNode? value = setting.Type == typeof(string) ? text
            : setting.Type == typeof(bool) ? bool.TryParse(text, out var flag) ? flag : null
            : setting.Type == typeof(ulong) ? ulong.TryParse(text, CultureInfo.InvariantCulture, out var wide) ? wide : null
            : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (value is null)
        {
            faults.Add($"{where}: '{text}' is {(setting.Type == typeof(bool) ? "neither true nor false" : "no whole number")}.");
            return;
        }

        var within = file;
        foreach (var name in setting.Path.SkipLast(1))
        {
            if (within[name] is not JsonObject inner)
            {
                within[name] = inner = [];
            }

            within = inner;
        }

        within[setting.Path[^1]] = value;
    }

    // Those that one text says, whole: no lists.
    private static IEnumerable<Setting> SettingsOf(Type type, IReadOnlyList<string> path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
        {
            string[] own = [.. path, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)];
            var valueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (valueType == typeof(string) || valueType == typeof(int) || valueType == typeof(long) || valueType == typeof(ulong) ||
                valueType == typeof(bool))
            {
                yield return new Setting(own, valueType);
            }
            else if (valueType.IsClass && !typeof(System.Collections.IEnumerable).IsAssignableFrom(valueType))
            {
                foreach (var inner in SettingsOf(valueType, own))
                {
                    yield return inner;
                }
            }
        }
    }

    private sealed record Setting(IReadOnlyList<string> Path, Type Type);
}
