using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal sealed class StatusCommand : CliCommand
{
    internal StatusCommand(CliContext context)
        : base("status", "The newest final block, its validators, and the node's word on itself.", "ledger status --genesis genesis.json --node http://localhost:7300")
    {
        Does(context, async (invocation, cancellationToken) =>
        {
            var status = await invocation.OpenReader().GetStatusAsync(cancellationToken);
            invocation.Report.Show("status", new JsonObject
            {
                ["chain_id"] = invocation.Genesis.ChainId.ToString(),
                ["chain"] = invocation.Genesis.Content.Name,
                ["height"] = status.Height,
                ["time"] = Documents.Time(status.BlockTime),
                ["age_seconds"] = (long)status.Freshness.Age.TotalSeconds,
                ["fresh"] = status.Freshness.IsFresh,
                ["freshness"] = status.Freshness.Words,
                ["block_hash"] = status.BlockHash.ToString(),
                ["state_root"] = status.StateRoot.ToString(),
                ["validators"] = new JsonArray([.. status.Validators.Validators.Select(validator => (JsonNode)new JsonObject { ["name"] = validator.Name, ["power"] = validator.Power, ["id"] = Documents.Hex(validator.Id) })]),
                ["node"] = status.Node.NodeName,
                ["node_version"] = status.Node.Version,
                ["executed_height"] = status.Node.ExecutedHeight,
                ["mempool_transactions"] = status.Node.MempoolTransactions,
                ["mempool_bytes"] = status.Node.MempoolBytes,
            });
            return ExitCode.Done;
        });
    }
}
