using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Protocol;

namespace Ledger.Cli.Commands;

internal sealed class TxStatusCommand : CliCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The transaction's id, 64 hexadecimal digits." };
    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait until it is final or expired." };

    internal TxStatusCommand(CliContext context)
        : base("status", "What became of a transaction; a final one is proven.", "ledger tx status 4f0c…e1 --wait")
    {
        Add(Id);
        Add(Wait);
        Does(context, async (invocation, cancellationToken) =>
        {
            var id = Digest.TryParse(invocation.Value(Id), out var read) ? read : throw CliException.Usage($"{invocation.Value(Id)} is no transaction id: it has 64 hexadecimal digits.");
            var client = invocation.OpenReader();
            var result = invocation.Value(Wait)
                ? await client.AwaitFinalAsync(id, cancellationToken)
                : await client.GetTransactionAsync(id, cancellationToken);
            return Outcome.Show(invocation, "transaction", result);
        });
    }
}
