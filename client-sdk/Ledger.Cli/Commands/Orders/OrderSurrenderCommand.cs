using System.CommandLine;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderSurrenderCommand : OrderStepCommand
{
    private readonly Option<string> _attestation = new("--attestation")
    {
        Description = "The platform's attestation; `ledger order attest` makes one.",
        HelpName = "FILE",
        Required = true,
    };

    internal OrderSurrenderCommand(CliContext context)
        : base(
            "surrender",
            "Ask that the sealed guarantee be taken back.",
            "ledger order surrender 00112233445566778899aabbccddeeff --attestation attestation.json --orders orders")
    {
        Add(_attestation);
        Steps(context, (invocation, orders, id, cancellationToken) =>
            orders.RequestSurrenderAsync(id, OrderFiles.ReadJson<SurrenderAttestation>(invocation.Value(_attestation)), cancellationToken));
    }
}
