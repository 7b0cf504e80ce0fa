using System.CommandLine;
using Ledger.Protocol;

namespace Ledger.Cli.Commands;

internal sealed class TxStatusCommand : CliCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The transaction's id, 64 hexadecimal digits." };
    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait until it is final or expired." };

    private static readonly Option<long?> NotAfter = TypedOption.MaybeTime(
        "--not-after", "The transaction's not_after as `tx submit` showed it: only with it can an expiry be proven.");

    internal TxStatusCommand(CliContext context)
        : base("status", "What became of a transaction; a final one is proven.", "ledger tx status 4f0c…e1 --wait")
    {
        Add(Id);
        Add(Wait);
        Add(NotAfter);
        Does(context, async (invocation, cancellationToken) =>
        {
            var id = Digest.TryParse(invocation.Value(Id), out var read)
                ? read
                : throw CliException.Usage(
                    $"{invocation.Value(Id)} is no transaction id: it has 64 hexadecimal digits.",
                    $"{invocation.Value(Id)} 不是交易标识，应为 64 位十六进制数字。");
            var client = invocation.OpenReader();
            var result = (invocation.Value(Wait), invocation.Value(NotAfter)) switch
            {
                (true, { } notAfter) => await client.AwaitFinalAsync(id, notAfter, cancellationToken),
                (true, null) => await client.AwaitFinalAsync(id, cancellationToken),
                (false, { } notAfter) => await client.GetTransactionAsync(id, notAfter, cancellationToken),
                _ => await client.GetTransactionAsync(id, cancellationToken),
            };
            return Outcome.Show(invocation, ("transaction", "交易"), result);
        });
    }
}
