using System.CommandLine;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Guarantees;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderBondsCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };
    private static readonly Option<BondsAt> At = TypedOption.MaybeChoice<BondsAt>(
        "--at", "As of which moment bonds are judged: opening, which decides and is taken by itself, or now.", "MOMENT");

    internal TenderBondsCommand(CliContext context)
        : base(
            "bonds",
            "Every listed bidder's bond in one call, proven: present, missing or defective with the rule, and what is late in being " +
            "released.",
            "ledger tender bonds E3500000001001043001001 --at opening")
    {
        Add(SectionCode);
        Add(At);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(SectionCode);
            var report = await new SectionBondReader(invocation.OpenReader()).ReadAsync(code, cancellationToken)
                ?? throw CliException.NotFound(
                    $"Section {code} is not on the chain. Check the code; the trading centre announces sections.");
            var view = new BondsView(report, invocation.Value(At));
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
