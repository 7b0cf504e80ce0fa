using System.Diagnostics;

namespace Ledger.Storage.Tests;

/// <summary>The child process that works on a data directory until it is killed.</summary>
internal sealed class CrashWriter : IDisposable
{
    private readonly Process _process;

    private CrashWriter(Process process) => _process = process;

    internal static CrashWriter Start(string mode, string directory)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Ledger.Storage.CrashWriter.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { program, mode, directory },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new CrashWriter(Process.Start(start)!);
    }

    /// <summary>The next line it printed, or null after its end.</summary>
    internal Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Ends it with SIGKILL: no handler runs, nothing is flushed.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The last number among the lines that were still in the pipe, or <paramref name="last"/>.</summary>
    internal async Task<uint> DrainAsync(uint last)
    {
        string rest = await _process.StandardOutput.ReadToEndAsync();
        // Only lines that ended were printed whole.
        string[] lines = rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? last : uint.Parse(lines[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
