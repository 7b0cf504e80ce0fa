using System.CommandLine;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderPayCommand : OrderStepCommand
{
    private readonly Option<string> _from = new("--from")
    {
        Description = "The number of the account that paid: your basic account (基本账户).",
        HelpName = "NUMBER",
        Required = true,
    };
    private readonly Option<string> _reference = new("--reference")
    {
        Description = "The bank's reference.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => string.Empty,
    };

    internal OrderPayCommand(CliContext context)
        : base(
            "pay",
            "Say that the premium was paid.",
            "ledger order pay 00112233445566778899aabbccddeeff --from 6222000012345678 --orders orders")
    {
        Add(_from);
        Add(_reference);
        StepsForGood(
            context,
            ("confirm the payment", "确认支付保费"),
            (invocation, orders, id, cancellationToken) =>
            {
                var payer = new BankAccount(orders.Show(id).Application!.Applicant.BasicAccount) { Number = invocation.Value(_from) };
                return orders.ConfirmPaymentAsync(id, payer, invocation.Value(_reference), cancellationToken);
            },
            invocation => new Document { ["account"] = invocation.Value(_from), ["payment_reference"] = invocation.Value(_reference) });
    }
}
