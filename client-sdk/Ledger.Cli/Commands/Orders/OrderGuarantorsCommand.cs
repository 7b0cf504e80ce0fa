using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderGuarantorsCommand : CliCommand
{
    private static readonly string[] Columns = ["name", "uscc", "form", "tiers"];

    internal OrderGuarantorsCommand(CliContext context)
        : base(
            "guarantors",
            "Whom you can ask: every guarantor with a card on the chain, proven that none is left out.",
            "ledger order guarantors --json") =>
        Does(context, async (invocation, cancellationToken) =>
        {
            var list = await new GuarantorCards(invocation.OpenReader()).ListAsync(cancellationToken);
            var document = new Document
            {
                ["height"] = list.Height,
                ["guarantors"] = Datum.List(list.Cards.Select(card => GuarantorDocuments.Of(card))),
            };
            invocation.Report.ShowList(
                ($"{list.Cards.Count} guarantors as of height {list.Height:N0}", $"截至高度 {list.Height:N0}，{list.Cards.Count} 家保函机构"),
                document,
                "guarantors",
                Columns);
            return ExitCode.Done;
        });
}
