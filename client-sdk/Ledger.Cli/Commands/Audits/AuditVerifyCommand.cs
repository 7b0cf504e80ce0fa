using System.CommandLine;
using Ledger.Audit.Archive;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditVerifyCommand : CliCommand
{
    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string> _level = Level();
    private readonly Option<string?> _work = Work();

    private readonly Option<string?> _progress = new("--progress")
    {
        Description = "Where it is kept how far a full verification came: one that was ended goes on from there, and one of an archive " +
            "that has grown. Blocks below are held against their headers again, and not executed.",
        HelpName = "FILE",
    };

    internal AuditVerifyCommand(CliContext context)
        : base(
            "verify",
            "Verify an archive with no node, against a genesis file that you trust. Ends with 0 only where nothing deviates.",
            "ledger audit verify archive --genesis genesis.json --level full")
    {
        Add(_archive);
        Add(_level);
        Add(_work);
        Add(_progress);
        Does(context, VerifyAsync);
    }

    internal static Option<string> Level()
    {
        var level = new Option<string>("--level")
        {
            Description = "How much is verified: headers, merkle, signatures, or full, which executes every transaction again.",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => "full",
        };
        level.AcceptOnlyFromAmong("headers", "merkle", "signatures", "full");
        return level;
    }

    internal static AuditLevel LevelOf(string level) => Enum.Parse<AuditLevel>(level, ignoreCase: true);

    internal static Option<string?> Work() => new("--work")
    {
        Description = "A folder with room for the state while it is executed; the system's own for such files otherwise.",
        HelpName = "DIR",
    };

    internal static Document DocumentOf(AuditFinding finding) => new()
    {
        ["height"] = finding.Height,
        ["transaction"] = finding.Transaction,
        ["field"] = finding.Field,
        ["expected"] = finding.Expected,
        ["found"] = finding.Found,
    };

    private async Task<int> VerifyAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var level = LevelOf(invocation.Value(_level));
        var since = TimeProvider.System.GetTimestamp();
        var result = await VerifyAsync(invocation, level, cancellationToken);
        Show(invocation, result, TimeProvider.System.GetElapsedTime(since).TotalSeconds);
        return result.IsSound ? ExitCode.Done : ExitCode.NotVerified;
    }

    private async Task<AuditResult> VerifyAsync(Invocation invocation, AuditLevel level, CancellationToken cancellationToken)
    {
        var path = invocation.Value(_progress);
        if (path is not null && level != AuditLevel.Full)
        {
            throw CliException.Usage(
                "--progress is of --level full alone: the others are soon done again.", "--progress 仅用于 --level full：其他级别很快即可重做。");
        }

        try
        {
            return await ArchiveRun.VerifyAsync(
                invocation, invocation.Value(_archive), level, invocation.Value(_work), _ => { }, cancellationToken,
                path is null ? null : new AuditProgress(path, invocation.Genesis.ChainId, TimeSpan.FromMinutes(2)));
        }
        catch (InvalidDataException e) when (path is not null)
        {
            throw CliException.NotVerified(
                $"Nothing is taken from {path}: {e.Message}. Delete it, and the verification begins at the first block.",
                $"不采用 {path}：{e.Message}。请删除该文件，核验将从第一个区块重新开始。");
        }
    }

    private static void Show(Invocation invocation, AuditResult result, double seconds)
    {
        var figures = result.Figures;
        var document = new Document
        {
            ["sound"] = result.IsSound,
            ["level"] = Datum.Word(result.Level),
            ["chain_id"] = invocation.Genesis.ChainId,
            ["height"] = result.Head.Height,
            ["hash"] = result.HeadHash,
            ["time"] = Datum.Time(result.Head.Time),
            ["state_root"] = result.Head.StateRoot,
            ["final_height"] = figures.FinalHeight,
            ["executed_to"] = result.ExecutedTo,
            ["certificates"] = figures.Certificates,
            ["transactions"] = result.Level > AuditLevel.Headers ? figures.Transactions : null,
            ["landed"] = result.Level > AuditLevel.Headers ? figures.Landed : null,
            ["signatures"] = result.Level == AuditLevel.Signatures ? figures.Signatures : null,
            ["seconds"] = Datum.Fraction(Math.Round(seconds, 1)),
            ["findings_in_all"] = result.FindingsInAll,
            ["findings"] = Datum.List(result.Findings.Select(DocumentOf)),
        };
        invocation.Report.ShowOne(document, screen =>
        {
            screen.Heading(result.IsSound
                ? screen.Say("The archive is sound", "归档核验无误")
                : screen.Say("The archive is not what it claims to be", "归档与其所称不符"));
            screen.Line();
            var findings = document.ListOf("findings").ToList();
            document.Remove("findings");
            TextView.WriteFields(screen, document, 2);
            TextView.WriteItems(screen, findings, ["height", "transaction", "field", "expected", "found"]);
        });
    }
}
