using System.Text.Json.Nodes;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderGuarantorsCommand : CliCommand
{
    private static readonly string[] Columns = ["name", "uscc", "form", "tiers"];

    internal OrderGuarantorsCommand(CliContext context)
        : base("guarantors", "Whom you can ask: every guarantor with a card on the chain, proven that none is left out.", "ledger order guarantors --json") =>
        Does(context, async (invocation, cancellationToken) =>
        {
            var list = await new GuarantorCards(invocation.OpenReader()).ListAsync(cancellationToken);
            var document = new JsonObject { ["height"] = list.Height, ["guarantors"] = new JsonArray([.. list.Cards.Select(card => (JsonNode)GuarantorDocuments.Of(card))]) };
            invocation.Report.ShowList($"{list.Cards.Count} guarantors as of height {list.Height}", document, "guarantors", Columns);
            return ExitCode.Done;
        });
}
