using System.CommandLine;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskAskCommand : DeskStepCommand
{
    private readonly Option<string[]> _reasons = Reasons();

    internal DeskAskCommand(CliContext context)
        : base("ask", "Ask the bidder for more.", "ledger desk ask 00112233445566778899aabbccddeeff --reason 请补充营业执照 --desk desk")
    {
        Add(_reasons);
        StepsForGood(
            context,
            ("ask the bidder", "要求补充材料"),
            (invocation, desk, id, cancellationToken) => desk.AskAsync(id, invocation.Value(_reasons), cancellationToken),
            SaysWhy(_reasons));
    }
}
