using System.Diagnostics;

namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>
/// One process that runs the commands of one person's folder, one after the other or at once, instead of a process for each: those of a
/// role's page are started in their hundreds.
/// </summary>
internal sealed class HostedCommands : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _host;

    /// <summary>Starts the process.</summary>
    /// <param name="within">The command that it is started within, such as another network's; empty for this machine's.</param>
    internal HostedCommands(params string[] within)
    {
        MakeFifo(_folder.File("requests"));
        string[] command = [.. within, "dotnet", ProgramIn("tests/Ledger.CommandHost", "Ledger.CommandHost.dll"), _folder.Path];
        var start = new ProcessStartInfo(command[0], command[1..]);
        ((string[])["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]).ToList().ForEach(name => start.Environment.Remove(name));
        start.Environment["HOME"] = _folder.Path;
        _host = Process.Start(start)!;
    }

    /// <summary>The shell's function of the name of the programs: it asks the process, and ends as the command ended.</summary>
    internal string ShellFunction =>
        $$"""
        ledger() {
          request=$(mktemp -d '{{_folder.Path}}/XXXXXX')
          mkfifo "$request/code"
          printf '%s\0' "$@" > "$request/arguments"
          env -0 > "$request/variables"
          printf %s "$PWD" > "$request/folder"
          printf '%s\n' "$request" > '{{_folder.File("requests")}}'
          read -r code < "$request/code"
          cat "$request/output"
          cat "$request/error" >&2
          return "$code"
        }

        """;

    /// <summary>A program of this repository, as this build left it.</summary>
    internal static string ProgramIn(string project, string name) =>
        Path.Combine(Repository.PathOf(project), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", name);

    public void Dispose()
    {
        _host.Kill();
        _host.WaitForExit();
        _host.Dispose();
        _folder.Dispose();
    }

    private static void MakeFifo(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
