using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ledger.Ordering.Etcd.Members;

/// <summary>
/// A member that runs as a process of this machine. Its process id stands in a file beside its data, so that who comes later finds it.
/// </summary>
public sealed class EtcdProcess : IAsyncDisposable
{
    /// <summary>Debian's program of the package <c>etcd-server</c>.</summary>
    public const string Program = "/usr/bin/etcd";

    private const string ProcessFile = "etcd.pid";
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _folder;

    private EtcdProcess(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a member in a folder of its own, where it goes on with what is there. One that still runs there is ended first.
    /// </summary>
    /// <param name="member">The member.</param>
    /// <param name="all">Every member of its etcd.</param>
    /// <param name="folder">Its folder: <c>data</c>, <c>etcd.log</c> and the process's id.</param>
    /// <param name="tls">Its certificates; null in clear.</param>
    /// <exception cref="IOException">The program is missing, or the folder cannot be used.</exception>
    public static async Task<EtcdProcess> StartAsync(
        EtcdMember member, IEnumerable<EtcdMember> all, string folder, EtcdTlsFiles? tls = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        Directory.CreateDirectory(folder);
        await StopIn(folder).ConfigureAwait(false);
        var data = Path.Combine(folder, "data");
        var start = new ProcessStartInfo(Program, member.Flags(all, data, Path.Combine(folder, "etcd.log"), tls))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true, // a member outlives a killed program, and must not hold what that one wrote to
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start) ?? throw new IOException($"{Program} could not be started.");
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await File.WriteAllTextAsync(
                Path.Combine(folder, ProcessFile), process.Id.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            return new EtcdProcess(process, folder);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{Program} could not be started: {e.Message}. What to do: apt-get install etcd-server.", e);
        }
    }

    /// <summary>Ends the member that runs in a folder, if one does; returns once it is gone, for until then its ports are taken.</summary>
    public static async Task StopIn(string folder)
    {
        if (Running(folder) is { } process)
        {
            using (process)
            {
                process.Kill();
                await process.WaitForExitAsync().WaitAsync(StopMax).ConfigureAwait(false);
            }
        }

        File.Delete(Path.Combine(folder, ProcessFile));
    }

    /// <summary>The process of the member that runs in a folder; null where none does.</summary>
    public static Process? Running(string folder)
    {
        var file = Path.Combine(folder, ProcessFile);
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // The number may be another process's by now: a member names its data directory.
            var line = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            return line.Contains($"--data-dir={Path.Combine(folder, "data")}") ? Process.GetProcessById(id) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // it is gone
        }
    }

    /// <summary>Ends the process at once, as a power cut would; returns once it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(StopMax).ConfigureAwait(false);
        }

        _process.Dispose();
        File.Delete(Path.Combine(_folder, ProcessFile));
    }
}
