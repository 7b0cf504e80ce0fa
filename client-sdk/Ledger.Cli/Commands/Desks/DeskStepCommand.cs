using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

/// <summary>A guarantor's step in one order.</summary>
internal abstract class DeskStepCommand : CliCommand
{
    private readonly Argument<string> _order = new("ORDER") { Description = "The order's id, 32 hexadecimal digits." };
    private readonly DeskSide _side = new();

    private protected DeskStepCommand(string name, string description, string example)
        : base(name, description, example)
    {
        Add(_order);
        Add(DeskSide.Folder);
        Add(_side.Nodes.Also);
    }

    private protected static Option<string[]> Reasons() =>
        new("--reason") { Description = "A reason; once for each.", HelpName = "TEXT", Required = true };

    private protected void Steps(CliContext context, Func<Invocation, GuarantorDesk, string, CancellationToken, Task<OrderView>> step) =>
        Does(context, async (invocation, cancellationToken) =>
    {
        var desk = await _side.OpenAsync(invocation, cancellationToken);
        var id = Convert.ToHexStringLower(HexArgument.Read(invocation.Value(_order), 16, "An order's id"));
        invocation.Report.Show(("order", "订单"), OrderDocuments.Of(await step(invocation, desk, id, cancellationToken), null));
        return ExitCode.Done;
    });
}
