using System.Diagnostics;

namespace Ledger.Mutants;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    /// <summary>Exit code and all output; <c>null</c> as the code where it had to be stopped.</summary>
    internal static async Task<(int? Code, string Output)> RunAsync(string folder, TimeSpan limit, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(limit);
        int? code = null;
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            code = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (code, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
    }
}
