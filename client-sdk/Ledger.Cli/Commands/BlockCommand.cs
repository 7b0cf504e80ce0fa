using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Client;

namespace Ledger.Cli.Commands;

internal sealed class BlockCommand : CliCommand
{
    internal BlockCommand(CliContext context)
        : base("block", "Look at final blocks.", "ledger block show 42") => Add(new ShowCommand(context));

    private sealed class ShowCommand : CliCommand
    {
        private static readonly Argument<ulong> Height = new("HEIGHT") { Description = "The block's height; 0 is genesis." };

        internal ShowCommand(CliContext context)
            : base("show", "A final block: header, certificate, transactions and receipts, all proven.", "ledger block show 42 --json")
        {
            Add(Height);
            Does(context, async (invocation, cancellationToken) =>
            {
                var block = await invocation.OpenReader().GetBlockAsync(invocation.Value(Height), cancellationToken);
                invocation.Report.Show($"block {block.Header.Height}", DocumentOf(block));
                return ExitCode.Done;
            });
        }

        private static JsonObject DocumentOf(VerifiedBlock block) => new()
        {
            ["height"] = block.Header.Height,
            ["hash"] = block.Hash.ToString(),
            ["time"] = Documents.Time(block.Header.Time),
            ["previous"] = block.Header.Previous.ToString(),
            ["state_root"] = block.Header.StateRoot.ToString(),
            ["transactions_root"] = block.Header.TransactionsRoot.ToString(),
            ["receipts_root"] = block.Header.ReceiptsRoot.ToString(),
            ["history_root"] = block.Header.HistoryRoot.ToString(),
            ["validators_hash"] = block.Header.ValidatorsHash.ToString(),
            ["proposer"] = block.Header.Proposer.ToString(),
            ["rule_version"] = block.Header.RuleVersion,
            ["votes"] = block.Certificate?.Votes.Count,
            ["transactions"] = new JsonArray([.. block.TransactionIds.Zip(block.Receipts, (id, receipt) => (JsonNode)new JsonObject
            {
                ["id"] = id?.ToString(),
                ["landed"] = receipt.Landed,
                ["code"] = receipt.Code,
                ["events"] = receipt.Events.Count,
            })]),
        };
    }
}
