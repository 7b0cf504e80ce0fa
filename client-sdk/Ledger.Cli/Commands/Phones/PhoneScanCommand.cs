using System.CommandLine;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneScanCommand : CliCommand
{
    private readonly Argument<string> _qr = new("QR") { Description = "The QR's text." };
    private readonly Option<bool> _noFetch = new("--no-fetch") { Description = "Do not wait for the documents; confirm fetches them." };

    internal PhoneScanCommand(CliContext context)
        : base(
            "scan",
            "Check a QR, take its session, and show what the page asks for. Nothing is answered yet.",
            "ledger phone scan AQEk8vQ --phone ~/phone")
    {
        Add(_qr);
        Add(_noFetch);
        Add(PhoneOptions.Folder);
        Does(context, async (invocation, cancellationToken) =>
        {
            var session = await PhoneOptions.Open(invocation).ScanAsync(invocation.Value(_qr), cancellationToken);
            PhoneOptions.Show(invocation, session, invocation.Value(_noFetch) ? [] : await session.FetchItemsAsync(cancellationToken));
            return ExitCode.Done;
        });
    }
}
