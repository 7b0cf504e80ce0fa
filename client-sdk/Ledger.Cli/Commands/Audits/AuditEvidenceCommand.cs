using System.CommandLine;
using System.Text;
using Ledger.Audit.Archive;
using Ledger.Audit.Evidence;
using Ledger.Cli.Client;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditEvidenceCommand : CliCommand
{
    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly TimelineOptions _about = new();
    private readonly Option<string> _out = FileOptions.Out("the bundle, a ZIP file,");
    private readonly Option<string[]> _files = new("--file")
    {
        Description = "An original that goes with it, such as the guarantee's PDF; once for each. Its digests are looked for in the acts.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _by = new("--by") { Description = "Who makes it, for the record of the capture.", HelpName = "NAME" };

    internal AuditEvidenceCommand(CliContext context)
        : base(
            "evidence",
            "Evidence for a court about one thing: acts, signatures, proofs, originals, and a verifier that needs no program of ours.",
            "ledger audit evidence archive --guarantee 91c0… --file guarantee.pdf --out evidence.zip --genesis genesis.json")
    {
        Add(_archive);
        _about.AddTo(this);
        Add(_out);
        Add(_files);
        Add(_by);
        Does(context, MakeAsync);
    }

    private async Task<int> MakeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (folder, path) = (invocation.Value(_archive), invocation.Value(_out));
        RequireOwnNames(invocation.Value(_files) ?? []);
        var search = new EvidenceSearch(invocation.Genesis, _about.TimelineOf(invocation));
        var begun = DateTimeOffset.UtcNow;
        var result = await ArchiveRun.ReadSoundAsync(invocation, folder, search.Look, cancellationToken);
        if (search.Entries.Count == 0)
        {
            throw new CliException(
                ExitCode.NotFound, "The archive has nothing about it. What is sealed names nothing.", "归档中没有与之有关的交易；密文不指名任何对象。");
        }

        var bundle = new EvidenceBundle(invocation.Genesis);
        List<Document> files = [.. (invocation.Value(_files) ?? []).Select(file => AddFile(bundle, file))];
        List<Document> entries = [.. search.Entries.Select(AuditTimelineCommand.DocumentOf)];
        bundle.Add("timeline.csv", await CsvFile.BytesAsync(AuditTimelineCommand.Columns, entries, cancellationToken));
        bundle.Add("capture.json", Encoding.UTF8.GetBytes(JsonView.Write(Capture(invocation, result, begun, files)) + "\n"));
        bundle.AddActs(search, new ArchiveReader(folder, invocation.Genesis.ChainId).Blocks);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            bundle.Write(file);
        }

        var document = new Document
        {
            ["out"] = path,
            ["transactions"] = (int?)search.Entries.Count,
            ["certificates"] = (int?)search.Certificates.Count,
            ["files"] = Datum.List(files),
            ["bytes"] = (long?)new FileInfo(path).Length,
        };
        invocation.Report.Show(("Evidence written: unpack it and run python3 verify.py", "证据包已写出：解压后运行 python3 verify.py"), document);
        return ExitCode.Done;
    }

    // In the bundle an original stands under its own name, which many systems read without regard to case.
    private static void RequireOwnNames(IReadOnlyList<string> files)
    {
        var names = files.GroupBy(file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase);
        if (names.FirstOrDefault(name => name.Count() > 1) is { } twice)
        {
            throw CliException.Usage(
                $"Two originals are called {twice.Key}, and in the bundle one would take the other's place: rename one " +
                $"({string.Join(", ", twice)}).",
                $"有两个原件同名 {twice.Key}，在证据包中会互相覆盖：请将其中一个改名（{string.Join("、", twice)}）。");
        }
    }

    private static Document AddFile(EvidenceBundle bundle, string path)
    {
        var bytes = EncodedFile.ReadAll(path);
        var name = Path.GetFileName(path);
        bundle.Add($"files/{name}", bytes);
        return new Document { ["file"] = name, ["sm3"] = EvidenceBundle.Sm3(bytes), ["bytes"] = (long?)bytes.Length };
    }

    // 在线诉讼规则 §17: by whom, when, on what and by what clock.
    private Document Capture(Invocation invocation, AuditResult result, DateTimeOffset begun, List<Document> files)
    {
        var (kind, value) = _about.Given(invocation);
        return new Document
        {
            ["about"] = $"{kind} {value}",
            ["made_by"] = invocation.Value(_by),
            ["machine"] = Environment.MachineName,
            ["system"] = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            ["program"] = ArchiveRun.Program,
            ["begun_at"] = Datum.Time(begun.ToUnixTimeMilliseconds()),
            ["made_at"] = Datum.Time(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()),
            ["clock"] = "the machine's own clock",
            ["chain_id"] = invocation.Genesis.ChainId,
            ["height"] = result.Head.Height,
            ["hash"] = result.HeadHash,
            ["time"] = Datum.Time(result.Head.Time),
            ["level"] = Datum.Word(result.Level),
            ["files"] = Datum.List(files),
        };
    }
}
