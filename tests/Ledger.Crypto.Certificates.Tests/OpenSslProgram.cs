using System.Diagnostics;

namespace Ledger.Crypto.Certificates.Tests;

/// <summary>The openssl command-line program: a foreign implementation to agree with.</summary>
internal static class OpenSslProgram
{
    /// <summary>Runs it in <paramref name="folder"/>; whether it ended with 0.</summary>
    internal static async Task<bool> SucceedsAsync(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
