using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Ledger.Cli.Commands;

namespace Ledger.Cli;

/// <summary>The usual help, followed by an example and, for the whole program, the exit codes.</summary>
internal sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0 done  1 refused  2 usage  3 node unreachable  4 answer, seal or message does not verify  5 not found  70 internal  130 interrupted

        Environment:
          LEDGER_GENESIS, LEDGER_NODE, LEDGER_KEY, LEDGER_PIN_FILE, LEDGER_MAX_HEAD_AGE, LEDGER_STALE_HEAD, LEDGER_CHECKPOINT stand for the options of the same names.

        """;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command.Description?.Contains("Example:", StringComparison.Ordinal) == true)
        {
            output.Write(ExitCodes);
            return code;
        }

        var example = parseResult.CommandResult.Command is CliCommand command
            ? command.Example
            : "ledger status --genesis genesis.json --node http://localhost:7300";
        output.WriteLine("Example:");
        output.WriteLine($"  {example}");
        output.WriteLine();
        output.Write(ExitCodes);
        return code;
    }

    public override bool ClearsParseErrors => true;
}
