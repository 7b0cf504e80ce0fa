using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskRepairCommand : BookCommand<GuarantorDesk>
{
    private static readonly string[] Columns = ["order", "version", "waits_to_be", "set_aside", "reason"];

    private readonly Argument<string?> _order = new("ORDER")
    {
        Description = "The order whose guarantee is to go on; none: only say what is held up, and why.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _decoys = new("--decoys")
    {
        Description = "Compare the desk's decoys with the chain, and forget those that cannot be surrendered.",
    };

    internal DeskRepairCommand(CliContext context)
        : base(
            new DeskSide(),
            "repair",
            "What holds up guarantees and surrenders, and why; let one that was set aside go on with the next batch. What is set aside " +
            "holds up nothing else.",
            "ledger desk repair --desk desk")
    {
        Add(_order);
        Add(_decoys);
        Reads(context, async (invocation, desk, cancellationToken) =>
        {
            var document = new Document();
            if (invocation.Value(_order) is { } order)
            {
                var id = Convert.ToHexStringLower(HexArgument.Read(order, 16, "An order's id"));
                document["repaired"] = await desk.RepairAsync(id, cancellationToken);
            }

            if (invocation.Value(_decoys))
            {
                document["decoys_forgotten"] = await desk.RepairDecoysAsync(cancellationToken);
            }

            var held = desk.Held();
            document["held"] = Datum.List(held.Select(Of));
            invocation.Report.ShowList(
                ($"{held.Count} entries are held up", $"{held.Count} 项受阻"), document, "held", Columns);
        });
    }

    private static Document Of(HeldEntry entry) => new()
    {
        ["order"] = Datum.NextId(Convert.FromHexString(entry.OrderId)),
        ["version"] = entry.Version,
        ["waits_to_be"] = Datum.Word(entry.State),
        ["set_aside"] = entry.IsSetAside,
        ["reason"] = entry.Reason,
    };
}
