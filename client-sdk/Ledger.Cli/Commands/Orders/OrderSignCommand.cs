using System.CommandLine;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderSignCommand : OrderStepCommand
{
    private readonly Option<string> _contract = new("--contract")
    {
        Description = "The signed contract: its digest goes into the letter.",
        HelpName = "FILE",
        Required = true,
    };

    internal OrderSignCommand(CliContext context)
        : base(
            "sign",
            "Say that the contract with the guarantor was signed.",
            "ledger order sign 00112233445566778899aabbccddeeff --contract contract.pdf --orders orders")
    {
        Add(_contract);
        StepsForGood(
            context,
            ("sign the contract", "签订投保合同"),
            (invocation, orders, id, cancellationToken) => orders.SignContractAsync(
                id, OrderFiles.DigestOf(invocation.Value(_contract), invocation.Genesis.Hasher), cancellationToken),
            invocation => new Document
            {
                ["contract"] = invocation.Value(_contract),
                ["digest"] = Datum.Id(OrderFiles.DigestOf(invocation.Value(_contract), invocation.Genesis.Hasher)),
            });
    }
}
