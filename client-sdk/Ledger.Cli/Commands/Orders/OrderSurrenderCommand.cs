using System.CommandLine;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderSurrenderCommand : OrderStepCommand
{
    private readonly Option<string?> _attestation = new("--attestation")
    {
        Description = "The platform's attestation; `ledger order attest` makes one. A clear order of a section that failed or was " +
            "terminated needs none.",
        HelpName = "FILE",
    };

    internal OrderSurrenderCommand(CliContext context)
        : base(
            "surrender",
            "Ask that the sealed guarantee be taken back.",
            "ledger order surrender 00112233445566778899aabbccddeeff --attestation attestation.json --orders orders")
    {
        Add(_attestation);
        StepsForGood(context, ("surrender", "退保"), (invocation, orders, id, cancellationToken) => invocation.Value(_attestation) is { } path
            ? orders.RequestSurrenderAsync(id, OrderFiles.ReadJson<SurrenderAttestation>(path), cancellationToken)
            : orders.RequestSurrenderAsync(id, cancellationToken));
    }
}
