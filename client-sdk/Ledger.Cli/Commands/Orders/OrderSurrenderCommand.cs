using System.CommandLine;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderSurrenderCommand : OrderStepCommand
{
    private readonly Option<string?> _attestation = new("--attestation")
    {
        Description = "The platform's attestation; `ledger order attest` makes one. Where the section failed or was terminated none is " +
            "needed: see `ledger order receive`.",
        HelpName = "FILE",
    };

    internal OrderSurrenderCommand(CliContext context)
        : base(
            "surrender",
            "Give the sealed guarantee back. After a failed or terminated section no file is needed: the request leaves with the first " +
            "`order receive` after a moment drawn over two days, so that nobody counts the bidders, and the centre of a blind order " +
            "attests by itself.",
            "ledger order surrender 00112233445566778899aabbccddeeff --orders orders")
    {
        Add(_attestation);
        StepsForGood(
            context,
            ("surrender", "退保"),
            (invocation, orders, id, cancellationToken) => invocation.Value(_attestation) is { } path
                ? orders.RequestSurrenderAsync(id, OrderFiles.ReadJson<SurrenderAttestation>(path), cancellationToken)
                : orders.PlanReturnAsync(id, cancellationToken),
            invocation => new Document { ["attestation"] = invocation.Value(_attestation) });
    }
}
