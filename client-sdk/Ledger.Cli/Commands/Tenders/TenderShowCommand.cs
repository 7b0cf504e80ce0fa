using System.CommandLine;
using Ledger.Cli.Commands.Guarantees;
using Ledger.Cli.Views.Designs;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderShowCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };

    internal TenderShowCommand(CliContext context)
        : base(
            "show",
            "A section as it stands with all its notices, proven. The latest notice counts.",
            "ledger tender show E3500000001001043001001")
    {
        Add(SectionCode);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(SectionCode);
            var client = invocation.OpenReader();
            var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
            var notices = await client.ListAsync(TenderTables.NoticePrefix(code), cancellationToken: cancellationToken);
            var view = new SectionView(
                section, [.. notices.Entries.Select(entry => Notice.Parser.ParseFrom(entry.Value.Span))], notices.Height, notices.Time);
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
