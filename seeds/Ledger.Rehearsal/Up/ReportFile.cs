using System.Text.Json;

namespace Ledger.Rehearsal.Up;

/// <summary>Writes a report in one piece: a reader sees the whole file or none.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    internal static async Task WriteAsync(string path, RehearsalReport report, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(report, Json) + "\n", cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }
}
