using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditTimelineCommand : CliCommand
{
    internal static readonly string[] Columns =
        ["time", "height", "index", "transaction", "uscc", "certificate", "calls", "result", "events"];

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly TimelineOptions _about = new();
    private readonly Option<string?> _csv = ArchiveRun.Csv();

    internal AuditTimelineCommand(CliContext context)
        : base(
            "timeline",
            "Who did what about one thing, under which certificate, and what became of it; every entry is what the headers commit to.",
            "ledger audit timeline archive --section E4404000001001043001001 --genesis genesis.json")
    {
        Add(_archive);
        _about.AddTo(this);
        Add(_csv);
        Does(context, ShowAsync);
    }

    private async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var timeline = _about.TimelineOf(invocation);
        var entries = new List<Document>();
        await ArchiveRun.ReadSoundAsync(
            invocation, invocation.Value(_archive), block => entries.AddRange(timeline.Read(block).Select(DocumentOf)), cancellationToken);

        string[] columns = ["time", "height", "calls", "uscc", "result", "events"];
        if (invocation.Value(_csv) is { } path)
        {
            await CsvFile.WriteAsync(path, Columns, entries, cancellationToken);
        }

        var document = new Document { ["transactions"] = entries.Count, ["entries"] = Datum.List(entries) };
        invocation.Report.ShowList(($"{entries.Count:N0} transactions", $"{entries.Count:N0} 笔交易"), document, "entries", columns);
        return entries.Count > 0 ? ExitCode.Done : ExitCode.NotFound;
    }

    internal static Document DocumentOf(TimelineEntry entry) => new()
    {
        ["time"] = Datum.Time(entry.Time),
        ["height"] = entry.Height,
        ["index"] = entry.Index,
        ["transaction"] = entry.Id,
        ["uscc"] = entry.Uscc,
        ["certificate"] = entry.Certificate,
        ["calls"] = Datum.List(entry.Calls),
        ["result"] = RefusalCatalog.Find(entry.Code)?.Name ?? "OK",
        ["events"] = Datum.List(entry.Events),
    };
}
