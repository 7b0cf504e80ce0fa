using System.Net;
using System.Net.Sockets;

namespace Ledger.Benchmarks.Peers;

/// <summary>Programs of peers: those of the machine, otherwise brought into a cache folder, never installed into the system.</summary>
internal static class PeerTools
{
    private static readonly TimeSpan InstallMax = TimeSpan.FromMinutes(3);

    /// <summary>Where programs that were brought are kept between runs.</summary>
    internal static string Cache { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ledger-bench-peers");

    /// <summary>A program of a Debian package.</summary>
    internal static async Task<string> OfDebianAsync(string package, string path, CancellationToken cancellationToken)
    {
        if (File.Exists($"/{path}"))
        {
            return $"/{path}";
        }

        var folder = Directory.CreateDirectory(Path.Combine(Cache, package)).FullName;
        var program = Path.Combine(folder, path);
        if (!File.Exists(program))
        {
            await RunAsync(folder, cancellationToken, "apt-get", "download", package);
            await RunAsync(folder, cancellationToken, "dpkg-deb", "-x", Directory.EnumerateFiles(folder, "*.deb").First(), folder);
        }

        return program;
    }

    /// <summary>Packages of npm, without running their scripts.</summary>
    internal static async Task<string> OfNpmAsync(string[] packages, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Cache, "npm")).FullName;
        if (!packages.All(package => Directory.Exists(Path.Combine(folder, "node_modules", package[..package.LastIndexOf('@')]))))
        {
            await RunAsync(folder, cancellationToken, "npm", ["install", "--ignore-scripts", "--prefix", folder, .. packages]);
        }

        return Path.Combine(folder, "node_modules");
    }

    /// <summary>A tool of .NET.</summary>
    internal static async Task<string> OfDotnetAsync(string package, string version, string command, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Cache, "dotnet");
        if (!File.Exists(Path.Combine(folder, command)))
        {
            Directory.CreateDirectory(folder);
            await RunAsync(folder, cancellationToken, "dotnet", "tool", "install", package, "--version", version, "--tool-path", folder);
        }

        return Path.Combine(folder, command);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="PeerUnavailableException">There is none of the name, it failed, or it took too long.</exception>
    internal static async Task RunAsync(string folder, CancellationToken cancellationToken, string program, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(InstallMax);
        PeerProcess process;
        try
        {
            process = new PeerProcess(folder, program, arguments);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PeerUnavailableException($"{program} cannot be run: {e.Message}");
        }

        using (process)
        {
            try
            {
                await process.EndAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new PeerUnavailableException($"{program} {string.Join(' ', arguments)} did not end within {InstallMax}.");
            }

            if (process.ExitCode != 0)
            {
                throw new PeerUnavailableException(
                    $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {process.Words}");
            }
        }
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a process answers a question without an exception.</summary>
    /// <exception cref="PeerUnavailableException">It ended, or did not answer within half a minute.</exception>
    internal static async Task UntilAnswersAsync(PeerProcess process, Func<Task> ask, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (process.HasExited || tries == 300)
                {
                    throw new PeerUnavailableException($"It does not answer ({e.Message}): {process.Words}");
                }

                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
