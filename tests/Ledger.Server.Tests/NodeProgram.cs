using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>The operator's program, run once in this process.</summary>
internal static class NodeProgram
{
    internal static Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => RunAsync(_ => null, null, args);

    internal static async Task<(int Code, string Out, string Error)> RunAsync(
        Func<string, string?> variable, int? width, IEnumerable<string> args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Variable = variable, Width = width };
        var code = await new NodeCommandLine().RunAsync([.. args], context, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
