using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderVoucherCommand : BookStepCommand<BidderOrders>
{
    private readonly Option<string> _out = Client.FileOptions.Out("the voucher");

    internal OrderVoucherCommand(CliContext context)
        : base(
            new BidderSide(),
            "voucher",
            "Your issued guarantee in one file that the 24 words of `ledger order backup` open: with it you reveal and prove it when " +
            "keys and folder are gone.",
            "ledger order voucher 00112233445566778899aabbccddeeff --out guarantee.voucher --orders orders")
    {
        Add(_out);
        Reads(context, (invocation, orders, _) =>
        {
            EncodedFile.WriteNewSecret(invocation.Value(_out), orders.Voucher(IdOf(invocation)));
            invocation.Report.Show(("voucher", "保函凭据"), new Document { ["file"] = invocation.Value(_out) });
            return Task.CompletedTask;
        });
    }
}
