using System.CommandLine;
using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderAttestCommand : CliCommand
{
    private readonly Argument<string> _guarantee = new("GUARANTEE") { Description = "The guarantee's id, which the bidder gives." };
    private readonly Option<SurrenderCause> _cause = TypedOption.Choice<SurrenderCause>(
        "--cause", "nobid, withdrawn, failed or terminated.", "CAUSE");

    private readonly Option<string> _out = Client.FileOptions.Out("the attestation");

    internal OrderAttestCommand(CliContext context)
        : base(
            "attest",
            "Attest as a trading centre that a sealed guarantee may be taken back: its bidder did not bid, or there is no opening.",
            "ledger order attest 00112233445566778899aabbccddeeff --cause nobid --out attestation.json")
    {
        Add(_guarantee);
        Add(_cause);
        Add(_out);
        Does(context, async (invocation, cancellationToken) =>
        {
            var signer = await invocation.FindSignerAsync(cancellationToken);
            var id = ByteString.CopyFrom(HexArgument.Read(invocation.Value(_guarantee), 16, "A guarantee's id"));
            var time = (await invocation.OpenReader().GetStatusAsync(cancellationToken)).BlockTime;
            var party = new OrderParty(invocation.Genesis, signer, string.Empty);
            OrderFiles.WriteJson(
                invocation.Value(_out),
                SurrenderAttestations.Sign(party, id, invocation.Value(_cause), time, SystemRandomSource.Instance));
            invocation.Report.Show(
                ("attestation", "证明"),
                new Document
                {
                    ["guarantee"] = invocation.Value(_guarantee),
                    ["cause"] = Datum.Word(invocation.Value(_cause)),
                    ["file"] = invocation.Value(_out),
                });
            return ExitCode.Done;
        });
    }
}
