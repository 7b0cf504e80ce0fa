using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditTimelineCommand : CliCommand
{
    private const int GuaranteeIdBytes = 16;
    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string?> _section = New("--section", "About this section.", "CODE");
    private readonly Option<string?> _subject =
        New("--subject", "About this market subject: what names it, and what it signed.", "USCC");
    private readonly Option<string?> _guarantee = New("--guarantee", "About this guarantee, once it is revealed.", "ID");
    private readonly Option<string?> _certificate =
        New("--certificate", "About this certificate: what names it, and what it signed.", "ID");
    private readonly Option<string?> _csv = ArchiveRun.Csv();

    internal AuditTimelineCommand(CliContext context)
        : base(
            "timeline",
            "Who did what about one thing, under which certificate, and what became of it; every entry is what the headers commit to.",
            "ledger audit timeline archive --section E4404000001001043001001 --genesis genesis.json")
    {
        Add(_archive);
        Add(_section);
        Add(_subject);
        Add(_guarantee);
        Add(_certificate);
        Add(_csv);
        Does(context, ShowAsync);
    }

    private static Option<string?> New(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    private async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var timeline = TimelineOf(invocation);
        var entries = new List<Document>();
        await ArchiveRun.ReadSoundAsync(
            invocation, invocation.Value(_archive), block => entries.AddRange(timeline.Read(block).Select(DocumentOf)), cancellationToken);

        string[] columns = ["time", "height", "calls", "uscc", "result", "events"];
        if (invocation.Value(_csv) is { } path)
        {
            await CsvFile.WriteAsync(
                path, ["time", "height", "index", "transaction", "uscc", "certificate", "calls", "result", "events"], entries,
                cancellationToken);
        }

        var document = new Document { ["transactions"] = entries.Count, ["entries"] = Datum.List(entries) };
        invocation.Report.ShowList(($"{entries.Count:N0} transactions", $"{entries.Count:N0} 笔交易"), document, "entries", columns);
        return entries.Count > 0 ? ExitCode.Done : ExitCode.NotFound;
    }

    private Timeline TimelineOf(Invocation invocation)
    {
        Option<string?>[] options = [_section, _subject, _guarantee, _certificate];
        if (options.Count(option => invocation.Value(option) is not null) != 1)
        {
            throw CliException.Usage(
                "About what? Give one of --section, --subject, --guarantee and --certificate.",
                "查询对象？请给出 --section、--subject、--guarantee、--certificate 之一。");
        }

        var genesis = invocation.Genesis;
        return invocation.Value(_section) is { } section ? Timeline.OfSection(genesis, TypedText.Plain(section))
            : invocation.Value(_subject) is { } subject ? Timeline.OfSubject(genesis, TypedText.Plain(subject))
            : invocation.Value(_guarantee) is { } guarantee
                ? Timeline.OfGuarantee(genesis, HexArgument.Read(guarantee, GuaranteeIdBytes, "A guarantee's id"))
            : Timeline.OfCertificate(
                genesis, new Digest(HexArgument.Read(invocation.Value(_certificate)!, Digest.Bytes, "A certificate's id")));
    }

    private static Document DocumentOf(TimelineEntry entry) => new()
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
