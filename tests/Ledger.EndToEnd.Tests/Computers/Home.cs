using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Tests.Integration;
using Ledger.Seeds;

namespace Ledger.EndToEnd.Tests.Computers;

/// <summary>Somebody's folder, and the PC on which the programs run in it. What lies in it came by a person's hand.</summary>
internal sealed class Home : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private readonly HostedCommands _commands;
    private readonly string _node;

    /// <summary>A home.</summary>
    /// <param name="genesis">Where its owner took the genesis file from.</param>
    /// <param name="computer">The PC.</param>
    internal Home(string genesis, Computer computer)
        : this(genesis, computer.Node, ["ip", "netns", "exec", computer.Name])
    {
    }

    /// <summary>A home on the machine where the node is.</summary>
    internal Home(string genesis, string node, params string[] within)
    {
        (_node, _commands) = (node, new HostedCommands(within));
        Bring(genesis);
        Write("pin", ConsortiumFiles.TestPin);
    }

    /// <summary>Runs a command, which must end with a code; gives what it showed, or its error.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="key">With which key, a file here.</param>
    /// <param name="arguments">The command.</param>
    internal Task<JsonNode> RunAsync(int code, string key, params string[] arguments) =>
        RunAsync(code, [("LEDGER_NODE", _node), ("LEDGER_GENESIS", "genesis.json"), ("LEDGER_KEY", key)], arguments);

    /// <summary>Runs a command that must end well.</summary>
    internal Task<JsonNode> DoAsync(string key, params string[] arguments) => RunAsync(0, key, arguments);

    /// <summary>Runs a command of the rehearsal, which needs its own folder.</summary>
    internal Task<JsonNode> DemoAsync(string genesis, params string[] arguments) =>
        RunAsync(0, [("LEDGER_NODE", _node), ("LEDGER_GENESIS", genesis)], ["demo", .. arguments]);

    internal string PathOf(string name) => _folder.File(name);

    internal void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Takes copies of files from elsewhere, under their own names.</summary>
    internal void Bring(params string[] paths) =>
        paths.ToList().ForEach(path => File.Copy(path, PathOf(Path.GetFileName(path))));

    /// <summary>Copies a folder beside itself, as a careful person does.</summary>
    internal void CopyFolder(string name, string copy)
    {
        Directory.CreateDirectory(PathOf(copy));
        Directory.EnumerateFiles(PathOf(name)).ToList()
            .ForEach(file => File.Copy(file, Path.Combine(PathOf(copy), Path.GetFileName(file))));
    }

    public void Dispose()
    {
        _commands.Dispose();
        _folder.Dispose();
    }

    private async Task<JsonNode> RunAsync(int code, (string Name, string Value)[] variables, string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", _commands.ShellFunction + "ledger \"$@\"", "ledger", .. arguments, "--json"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [.. variables, ("HOME", _folder.Path), ("LEDGER_PIN_FILE", "pin"), ("LEDGER_MAX_HEAD_AGE", "off")])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == code, $"ledger {string.Join(' ', arguments)}: {process.ExitCode}\n{await output}\n{await error}");
        return JsonNode.Parse(code == 0 ? await output : (await error).TrimEnd().Split('\n')[^1])!;
    }
}
