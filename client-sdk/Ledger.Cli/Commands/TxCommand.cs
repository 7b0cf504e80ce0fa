namespace Ledger.Cli.Commands;

internal sealed class TxCommand : CliCommand
{
    internal TxCommand(CliContext context)
        : base("tx", "Submit transactions and see what became of them.", "ledger tx submit calls.json --key centre.key")
    {
        Add(new TxSubmitCommand(context));
        Add(new TxStatusCommand(context));
    }
}
