using System.CommandLine;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Guarantees;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号; its latest opening time must have come.",
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
            "ledger tender open E3500000001001043001001 --bidder 91350100M000100Y43 --key centre.key")
    {
        Add(SectionCode);
        Add(OpeningKeyOptions.Folder);
        Add(OpeningKeyOptions.Pin);
        Add(Bidders);
        Does(context, async (invocation, cancellationToken) =>
        {
            var held = new HeldOpeningKey(code => OpeningKeyOptions.Open(invocation, code));
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var report = await new SectionOpener(client, held)
                .OpenAsync(invocation.Value(SectionCode), invocation.Value(Bidders), cancellationToken);
            var view = new BondsView(report);
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
