using Ledger.Cli.Views.Designs;

namespace Ledger.Cli.Commands;

internal sealed class StatusCommand : CliCommand
{
    internal StatusCommand(CliContext context)
        : base(
            "status",
            "The newest final block, its validators, and the node's word on itself.",
            "ledger status --genesis genesis.json --node http://localhost:7300")
    {
        Does(context, async (invocation, cancellationToken) =>
        {
            var client = invocation.OpenReader();
            var status = await client.GetStatusAsync(cancellationToken);
            var view = new StatusView(
                invocation.Genesis.Content.Name, invocation.Genesis.ChainId, status, invocation.Genesis.IsRehearsal,
                client.WitnessedHeight is > 0 and var witnessed ? witnessed : null);
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
