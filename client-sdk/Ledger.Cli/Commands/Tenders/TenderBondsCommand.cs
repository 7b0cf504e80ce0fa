using System.CommandLine;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Guarantees;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderBondsCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };
    private static readonly Option<string[]> Bidders = new("--bidder")
    {
        Description = "统一社会信用代码 of a bidder; one without a guarantee is then shown as missing.",
        HelpName = "USCC",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    internal TenderBondsCommand(CliContext context)
        : base(
            "bonds",
            "Every bidder's bond in one call, proven: present, missing or defective with the rule, and what is late in being released.",
            "ledger tender bonds E3500000001001043001001 --bidder 91350100M000100Y43")
    {
        Add(SectionCode);
        Add(Bidders);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(SectionCode);
            var report = await new SectionBondReader(invocation.OpenReader()).ReadAsync(code, invocation.Value(Bidders), cancellationToken)
                ?? throw CliException.NotFound(
                    $"Section {code} is not on the chain. Check the code; the trading centre announces sections.");
            var view = new BondsView(report);
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
