using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Guarantees;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号; its latest opening time must have come.",
    };
    private static readonly Option<string> OpeningKeyFile = new("--opening-key")
    {
        Description = "The section's opening key file.",
        HelpName = "FILE",
        Required = true,
    };
    private static readonly Option<string?> OpeningPin = new("--opening-pin-file")
    {
        Description = "A file that holds the opening key's PIN.",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> Bidders = new("--bidder")
    {
        Description = "统一社会信用代码 of each bidder, at least three; a consortium by its lead.",
        HelpName = "USCC",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    internal TenderOpenCommand(CliContext context)
        : base(
            "open",
            "Open a section: release its opening key, reveal its guarantees, and show every bidder's bond. Run again to go on after an " +
            "interruption.",
            "ledger tender open E3500000001001043001001 --opening-key section.key --bidder 91350100M000100Y43 --key centre.key")
    {
        Add(SectionCode);
        Add(OpeningKeyFile);
        Add(OpeningPin);
        Add(Bidders);
        Does(context, async (invocation, cancellationToken) =>
        {
            var held = new HeldOpeningKey(
                () => new KeyOpener(invocation.Context).Open(invocation.Value(OpeningKeyFile), invocation.Value(OpeningPin)));
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var report = await new SectionOpener(client, held)
                .OpenAsync(invocation.Value(SectionCode), invocation.Value(Bidders), cancellationToken);
            var view = new BondsView(report);
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
