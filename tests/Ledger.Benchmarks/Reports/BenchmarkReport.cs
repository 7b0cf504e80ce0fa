using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks;

/// <summary>What a benchmark found: printed as a table, written as JSON.</summary>
internal sealed class BenchmarkReport(string benchmark)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject _json = new() { ["benchmark"] = benchmark };
    private readonly List<(string Label, string Value)> _lines = [];

    /// <summary>Adds a figure under its name in the JSON, and as a line of the table.</summary>
    internal void Add(string name, string label, double value, int decimals = 1)
    {
        _json[name] = Math.Round(value, Math.Max(decimals, 3));
        _lines.Add((label, value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
    }

    /// <summary>Adds a word.</summary>
    internal void Add(string name, string label, string value)
    {
        _json[name] = value;
        _lines.Add((label, value));
    }

    /// <summary>Adds rows to the JSON; they are printed apart.</summary>
    internal void AddRows(string name, JsonArray rows) => _json[name] = rows;

    /// <summary>Prints the table, and writes the JSON where a file is named.</summary>
    internal void Finish(FileInfo? file)
    {
        var width = _lines.Count == 0 ? 0 : _lines.Max(line => line.Label.Length);
        foreach (var (label, value) in _lines)
        {
            Console.WriteLine($"  {label.PadRight(width)}  {value,14}");
        }

        var machine = Machine.Describe();
        Console.WriteLine(
            $"  machine: {machine["processor"]}, {machine["cores"]} cores, {machine["memory_mib"]} MiB, load {machine["load"]}, .NET " +
            $"{machine["runtime"]}");
        _json["machine"] = machine;
        if (file is not null)
        {
            File.WriteAllText(file.FullName, _json.ToJsonString(Indented) + "\n");
        }
    }
}
