using System.CommandLine;
using Ledger.Cli.Commands.Guarantees;
using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderShowCommand : CliCommand
{
    private const int ProjectCodeLength = 20;
    private static readonly Argument<string> Code = new("CODE") { Description = "标段(包)编号, or 招标项目编号." };

    internal TenderShowCommand(CliContext context)
        : base(
            "show",
            "A section as it stands with all its notices, proven: the latest notice counts. Or a project with its corrections.",
            "ledger tender show E3500000001001043001001")
    {
        Add(Code);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(Code);
            var client = invocation.OpenReader();
            if (code.Length == ProjectCodeLength)
            {
                await ShowProjectAsync(invocation, client, code, cancellationToken);
                return ExitCode.Done;
            }

            var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
            var notices = await client.ListAsync(TenderTables.NoticePrefix(code), cancellationToken: cancellationToken);
            var view = new SectionView(
                section, [.. notices.Entries.Select(entry => Notice.Parser.ParseFrom(entry.Value.Span))], notices.Height, notices.Time)
            {
                Duty = await new ProvenEvaluation(client, notices.Height).EvaluateAsync(
                    state => SectionDuty.Of(section, state), cancellationToken),
            };
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }

    private static async Task ShowProjectAsync(
        Invocation invocation, LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var found = await client.ReadAsync(TenderTables.Projects, TenderTables.Projects.Key(code), cancellationToken: cancellationToken);
        var project = found.Record ?? throw CliException.NotFound($"There is no tender project {code}.", $"没有招标项目 {code}。");
        var changes = await client.ListAsync(
            TenderTables.ProjectChangePrefix(code), found.Height, cancellationToken: cancellationToken);
        var document = MessageDocuments.Of(project);
        document["changes"] = Datum.List(
            changes.Entries.Select(entry => MessageDocuments.Of(ProjectChange.Parser.ParseFrom(entry.Value.Span))));
        document["height"] = found.Height;
        invocation.Report.Show(("project", "招标项目"), document);
    }
}
