using System.CommandLine;
using Ledger.Cli.Commands.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskEndorseCommand : DeskStepCommand
{
    private readonly Option<string> _document = new("--document")
    {
        Description = "The clear document (明文保函).",
        HelpName = "FILE",
        Required = true,
    };

    internal DeskEndorseCommand(CliContext context)
        : base(
            "endorse",
            "Restore the clear document of a blind guarantee that is revealed (批改).",
            "ledger desk endorse 00112233445566778899aabbccddeeff --document clear.pdf --desk desk")
    {
        Add(_document);
        StepsForGood(context, ("endorse", "批改"), async (invocation, desk, id, cancellationToken) =>
        {
            await desk.EndorseAsync(id, OrderFiles.DigestOf(invocation.Value(_document), invocation.Genesis.Hasher), cancellationToken);
            return desk.Show(id);
        });
    }
}
