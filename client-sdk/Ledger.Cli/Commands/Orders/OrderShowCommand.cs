namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderShowCommand : OrderStepCommand
{
    internal OrderShowCommand(CliContext context)
        : base(
            "show",
            "One order: its state, what it waits for, and the guarantor's reasons.",
            "ledger order show 00112233445566778899aabbccddeeff --orders orders") =>
        Steps(context, (_, orders, id, _) => Task.FromResult(orders.Show(id)));
}
