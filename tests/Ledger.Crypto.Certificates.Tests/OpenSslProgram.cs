using System.Diagnostics;

namespace Ledger.Crypto.Certificates.Tests;

/// <summary>The openssl command-line program: a foreign implementation to agree with.</summary>
internal static class OpenSslProgram
{
    /// <summary>Runs it in <paramref name="folder"/> and gives its output; fails the test where it fails.</summary>
    internal static async Task<string> Run(string folder, string arguments)
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
        Assert.True(process.ExitCode == 0, $"openssl {arguments}: {output}{await error}");
        return output;
    }
}
