using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ledger.Terminal;

/// <summary>The usual help, followed by the command's example, the exit codes and the variables of the environment.</summary>
internal sealed class HelpWithExample(HelpAction usual, CommandLineProgram program) : SynchronousCommandLineAction
{
    private const string ExitCodes =
        "  0 done  1 refused  2 usage  3 node unreachable  4 answer, seal or message does not verify  5 not found  " +
        "70 internal  130 interrupted";

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Example:");
        output.WriteLine($"  {(parseResult.CommandResult.Command as ProgramCommand)?.Example ?? program.Example}");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine(ExitCodes);
        output.WriteLine();
        output.WriteLine("Environment:");
        output.WriteLine($"  {program.Variables}");
        output.WriteLine();
        return code;
    }

    public override bool ClearsParseErrors => true;
}
