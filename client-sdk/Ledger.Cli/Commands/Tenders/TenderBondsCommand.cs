using System.CommandLine;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Guarantees;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderBondsCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };
    private static readonly Option<BondsAt> At = TypedOption.MaybeChoice<BondsAt>(
        "--at", "As of which moment bonds are judged: opening, which decides and is taken by itself, or now.", "MOMENT");

    private static readonly Option<string?> Relations = new("--relations")
    {
        Description = "What the registry says of companies, one a line: two codes and SamePrincipal, Holding or Management. Bids of " +
            "related parties are named; all of them are void (实施条例 §34).",
        HelpName = "FILE",
    };

    internal TenderBondsCommand(CliContext context)
        : base(
            "bonds",
            "Every listed bidder's bond in one call, proven: present, missing or defective with the rule, and what is late in being " +
            "released.",
            "ledger tender bonds E3500000001001043001001 --at opening")
    {
        Add(SectionCode);
        Add(At);
        Add(Relations);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(SectionCode);
            var relations = invocation.Value(Relations) is { } path ? RelationsFile.Read(path) : [];
            var report = await new SectionBondReader(invocation.OpenReader()).ReadAsync(code, cancellationToken)
                ?? throw CliException.NotFound(
                    $"Section {code} is not on the chain. Check the code; the trading centre announces sections.",
                    $"链上没有标段 {code}；标段由交易中心公告，请核对编号。");
            var view = new BondsView(report, invocation.Value(At)) { Relations = relations };
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
