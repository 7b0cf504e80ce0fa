using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands;

internal sealed class OrderCommand : CliCommand
{
    internal OrderCommand(CliContext context)
        : base(
            "order",
            "A bidder's orders for bid-bond guarantees (投标保函): letters to the guarantor, nothing on the chain.",
            "ledger order list --orders orders")
    {
        Add(new OrderGuarantorsCommand(context));
        Add(new OrderApplyCommand(context));
        Add(new OrderListCommand(context));
        Add(new BookShowCommand<BidderOrders>(
            context, new BidderSide(), "ledger order show 00112233445566778899aabbccddeeff --orders orders"));
        Add(new BookReceiveCommand<BidderOrders>(
            context,
            new BidderSide(),
            "Send what waits, fetch what guarantors wrote, check it, and follow it.",
            "ledger order receive --orders orders"));
        Add(new OrderMaterialsCommand(context));
        Add(new OrderPayCommand(context));
        Add(new OrderSignCommand(context));
        Add(new OrderCancelCommand(context));
        Add(new OrderChangeCommand(context));
        Add(new OrderSurrenderCommand(context));
        Add(new OrderAttestCommand(context));
        Add(new BookDocumentsCommand<BidderOrders>(
            context,
            new BidderSide(),
            "ledger order documents 00112233445566778899aabbccddeeff --get 1 --out guarantee.pdf --orders orders"));
        Add(new OrderPdfCommand(context));
        Add(new OrderVoucherCommand(context));
        Add(new OrderOpenVoucherCommand(context));
        Add(new OrderBackupCommand(context));
        Add(new OrderRecoverCommand(context));
    }
}
