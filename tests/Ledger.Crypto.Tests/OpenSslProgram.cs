using System.Diagnostics;

namespace Ledger.Crypto.Tests;

/// <summary>The openssl command-line program: a foreign implementation to agree with.</summary>
internal static class OpenSslProgram
{
    /// <summary>Runs it in <paramref name="folder"/> and gives its output; fails the test where it fails.</summary>
    internal static async Task<string> Run(string folder, string arguments)
    {
        var (succeeds, output) = await StartAsync(folder, arguments);
        Assert.True(succeeds, $"openssl {arguments}: {output}");
        return output;
    }

    /// <summary>Runs it in <paramref name="folder"/>; whether it ended with 0.</summary>
    internal static async Task<bool> SucceedsAsync(string folder, string arguments) => (await StartAsync(folder, arguments)).Succeeds;

    private static async Task<(bool Succeeds, string Output)> StartAsync(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (true, output) : (false, output + await error);
    }
}
