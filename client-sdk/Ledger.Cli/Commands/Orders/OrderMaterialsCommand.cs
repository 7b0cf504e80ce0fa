using System.CommandLine;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderMaterialsCommand : OrderStepCommand
{
    private readonly Option<string[]> _documents = new("--document")
    {
        Description = "The reference of an uploaded document; once for each.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string> _remark = new("--remark")
    {
        Description = "A word to it.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => string.Empty,
    };

    internal OrderMaterialsCommand(CliContext context)
        : base(
            "materials",
            "Bring what the guarantor asked for.",
            "ledger order materials 00112233445566778899aabbccddeeff --document licence.reference --orders orders")
    {
        Add(_documents);
        Add(_remark);
        StepsForGood(
            context,
            ("bring materials", "补充材料"),
            (invocation, orders, id, cancellationToken) => orders.ProvideMaterialsAsync(
                id, OrderFiles.References(invocation.Value(_documents)), invocation.Value(_remark), cancellationToken),
            invocation => new Document
            {
                ["documents"] = OrderFiles.Names(invocation.Value(_documents)),
                ["remark"] = invocation.Value(_remark),
            });
    }
}
