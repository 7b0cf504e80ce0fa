using System.Text;
using Ledger.Cli;
using Ledger.Cli.Tests;
using Ledger.Rehearsal;

namespace Ledger.CommandHost;

/// <summary>Takes requests from a FIFO until it is killed, and runs each beside those that run.</summary>
/// <param name="folder">Where the FIFO is.</param>
internal sealed class CommandHost(string folder)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs until the requests end.</summary>
    internal async Task<int> RunAsync()
    {
        // For writing too: otherwise the requests would end with the first who writes one.
        await using var requests = new FileStream(
            Path.Combine(folder, "requests"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        using var lines = new StreamReader(requests, Utf8);
        while (await lines.ReadLineAsync() is { } request)
        {
            _ = Task.Run(() => AnswerAsync(request));
        }

        return ExitCode.Done;
    }

    private static async Task AnswerAsync(string request)
    {
        int code;
        await using (var output = new StreamWriter(Path.Combine(request, "output"), append: false, Utf8))
        await using (var error = new StreamWriter(Path.Combine(request, "error"), append: false, Utf8))
        {
            try
            {
                code = await RunAsync(request, output, error);
            }
            catch (Exception e)
            {
                await error.WriteLineAsync(e.ToString());
                code = ExitCode.Internal;
            }
        }

        await File.WriteAllTextAsync(Path.Combine(request, "code"), $"{code}\n");
    }

    private static Task<int> RunAsync(string request, TextWriter output, TextWriter error)
    {
        string[] PartsOf(string name) => File.ReadAllText(Path.Combine(request, name)).Split('\0')[..^1];
        var variables = PartsOf("variables").Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var arguments = PartsOf("arguments");
        Directory.SetCurrentDirectory(File.ReadAllText(Path.Combine(request, "folder"))); // of all: a script's commands share one
        var context = new CliContext { Out = output, Error = error, Variable = variables.GetValueOrDefault };
        return arguments[0] == "demo"
            ? ReusedTrees.RunAsync<RehearsalCommandLine>(arguments, context, CancellationToken.None)
            : ReusedTrees.RunAsync<LedgerCommandLine>(arguments, context, CancellationToken.None);
    }
}
