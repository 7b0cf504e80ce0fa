using System.CommandLine;
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
                invocation.Report.Show(($"block {block.Header.Height:N0}", $"区块 {block.Header.Height:N0}"), DocumentOf(block));
                return ExitCode.Done;
            });
        }

        private static Document DocumentOf(VerifiedBlock block) => new()
        {
            ["height"] = block.Header.Height,
            ["hash"] = block.Hash,
            ["time"] = Datum.Time(block.Header.Time),
            ["previous"] = block.Header.Previous,
            ["state_root"] = block.Header.StateRoot,
            ["transactions_root"] = block.Header.TransactionsRoot,
            ["receipts_root"] = block.Header.ReceiptsRoot,
            ["history_root"] = block.Header.HistoryRoot,
            ["validators_hash"] = block.Header.ValidatorsHash,
            ["proposer"] = block.Header.Proposer,
            ["rule_version"] = block.Header.RuleVersion,
            ["votes"] = block.Certificate?.Votes.Count,
            ["transactions"] = Datum.List(block.TransactionIds.Zip(block.Receipts, (id, receipt) => new Document
            {
                ["id"] = id is { } known ? known : (Datum?)null,
                ["landed"] = receipt.Landed,
                ["code"] = receipt.Code,
                ["events"] = receipt.Events.Count,
            })),
        };
    }
}
