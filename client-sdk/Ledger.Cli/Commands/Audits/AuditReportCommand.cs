using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Audit.Report;
using Ledger.Audit.Rules;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Audits.Reports;
using Ledger.Cli.Commands.Messages;
using Ledger.Cms;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditReportCommand : CliCommand
{
    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string> _out = new("--out")
    {
        Description = "How the files begin: NAME.json, NAME.pdf, and NAME.json.p7s where it is signed; none that exists is touched.",
        HelpName = "NAME",
        Required = true,
    };
    private readonly Option<string> _level = AuditVerifyCommand.Level();
    private readonly Option<string?> _work = AuditVerifyCommand.Work();
    private readonly Option<string?> _certificate = FileOptions.Certificate();
    private readonly Option<string?> _font = FileOptions.Font();

    internal AuditReportCommand(CliContext context)
        : base(
            "report",
            "Verify an archive, hold it against the rules, and write what came of it: JSON and a PDF, signed with --key.",
            "ledger audit report archive --out report-2026 --genesis genesis.json --key auditor.pfx")
    {
        Add(_archive);
        Add(_out);
        Add(_level);
        Add(_work);
        Add(_certificate);
        Add(_font);
        Does(context, ReportAsync);
    }

    private async Task<int> ReportAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var name = invocation.Value(_out);
        var (json, pdf, signature) = (name + ".json", name + ".pdf", name + ".json.p7s");
        if (new[] { json, pdf, signature }.FirstOrDefault(File.Exists) is { } there)
        {
            throw CliException.Usage($"{there} exists and is not touched.", $"{there} 已存在，不会覆盖。");
        }

        var key = invocation.KeyPath is null ? null : FileOptions.OpenKey(invocation, _certificate);
        var rules = HistoryRules.New();
        using var examination = new Examination(invocation.Genesis, rules, ArchiveRun.WorkFile(invocation.Value(_work)));
        var versions = new RuleVersions();
        var result = await ArchiveRun.VerifyAsync(
            invocation, invocation.Value(_archive), AuditVerifyCommand.LevelOf(invocation.Value(_level)), invocation.Value(_work),
            block =>
            {
                versions.Look(block);
                examination.Look(block);
            },
            cancellationToken);
        examination.End();

        var report = new AuditReport(
            invocation.Genesis, result, examination, rules, versions, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            key is null ? null : Names.Show(invocation.Context, key.Certificate.Subject));
        var bytes = Encoding.UTF8.GetBytes(JsonView.Write(report.ToDocument()) + "\n");
        EncodedFile.WriteNew(pdf, AuditReportPdf.Write(report.ToContent(bytes), invocation.Value(_font)));
        EncodedFile.WriteNew(json, bytes);
        if (key is not null)
        {
            EncodedFile.WriteNew(
                signature, MessageSigning.Sign(invocation, key, bytes, new SignedMessageOptions { Detached = true }).Message);
        }

        var document = new Document
        {
            ["sound"] = (bool?)result.IsSound,
            ["height"] = result.Head.Height,
            ["breaches"] = report.Breaches,
            ["clues"] = report.Clues,
            ["report"] = json,
            ["pdf"] = pdf,
            ["signature"] = key is null ? null : signature,
            ["sha256"] = Datum.Id(SHA256.HashData(bytes)),
        };
        invocation.Report.Show(("Report written", "报告已写出"), document);
        return result.IsSound && report.Breaches == 0 ? ExitCode.Done : ExitCode.NotVerified;
    }
}
