namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderReceiveCommand : CliCommand
{
    private readonly OrderAccess _side = new();

    internal OrderReceiveCommand(CliContext context)
        : base("receive", "Send what waits, fetch what guarantors wrote, check it, and follow it.", "ledger order receive --orders orders")
    {
        Add(OrderAccess.OrdersFolder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var orders = await _side.OpenOrdersAsync(invocation, cancellationToken);
            await orders.FlushAsync(cancellationToken);
            OrderDocuments.ShowOutcomes(invocation, await orders.ReceiveAsync(cancellationToken), orders.Waiting);
            return ExitCode.Done;
        });
    }
}
