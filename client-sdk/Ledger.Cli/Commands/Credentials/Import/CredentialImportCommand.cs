using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Credentials.Import;

internal sealed class CredentialImportCommand : CliCommand
{
    private const int RowsOfTransactionMax = 32;
    private const int BytesOfTransactionMax = 40 * 1024;
    private const int ProgressRows = 10_000;

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "CSV with a header of field names of ledger.v1, or *.jsonl with an object of them a line: subject_uscc, region, " +
            "effective_from, document_no, document_digest, and the fact's own; several ids in one value are parted by semicolons.",
    };
    private static readonly Option<CredentialKind> Kind = TypedOption.Choice<CredentialKind>("--kind", "What the rows are.", "NAME");
    private static readonly Option<string> EncodingName = new("--encoding")
    {
        Description = "utf-8 or gb18030; every line is held to it.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "utf-8",
    };

    internal CredentialImportCommand(CliContext context)
        : base(
            "import",
            "Put the rows of a file on the chain, as their issuer. It is read once whole before anything is sent: each faulty row is " +
            "named with line, column, rule and remedy, and left out. Importing again, or after a break, changes nothing that is there.",
            "ledger credential import qualifications.csv --kind Qualification --encoding gb18030 --dry-run --key authority.key")
    {
        Add(File);
        Add(Kind);
        Add(EncodingName);
        DoesForGood(context, RunAsync);
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var client = await invocation.OpenSignerAsync(cancellationToken);
        var signer = await client.JudgeAsync([], cancellationToken);
        var tally = new ImportTally();
        foreach (var (row, record, fault) in Rows(invocation, signer))
        {
            tally.Count(fault, record is not null && !UnifiedSocialCreditCode.HasValidCheck(record.SubjectUscc));
            if (tally.Rows % ProgressRows == 0)
            {
                invocation.Context.Error.WriteLine($"{tally.Rows} rows read, to line {row.Line}.");
            }
        }

        var act = new FinalStep(
            tally.Document,
            screen => Write(screen, tally, signer.SignerUscc),
            ("Record them?", "确认登记？"),
            FinalAct.NothingSent);
        if (!Confirmation.Ask(invocation, act))
        {
            return Confirmation.IsDryRun(invocation) && tally.Faulty > 0 ? ExitCode.Refused : Confirmation.CodeOfUndone(invocation);
        }

        await SendAsync(invocation, client, signer, tally, cancellationToken);
        invocation.Report.Show(("import", "导入"), tally.Document);
        return tally.Faulty + tally.Refused == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    // The file is read again, so that what is sent takes the memory of one transaction.
    private static async Task SendAsync(
        Invocation invocation, LedgerClient client, CallJudgement signer, ImportTally tally, CancellationToken cancellationToken)
    {
        var batch = new List<(long Line, RecordCredential Record)>();
        var bytes = 0;
        foreach (var (row, record, _) in Rows(invocation, signer))
        {
            if (record is null)
            {
                continue;
            }

            if (batch.Count == RowsOfTransactionMax || bytes + record.CalculateSize() > BytesOfTransactionMax)
            {
                await SendAsync(invocation, client, batch, tally, cancellationToken);
                batch.Clear();
                bytes = 0;
            }

            batch.Add((row.Line, record));
            bytes += record.CalculateSize();
        }

        await SendAsync(invocation, client, batch, tally, cancellationToken);
    }

    // Where the chain refuses a batch, each of its rows is sent alone: the others are not held up by one.
    private static async Task SendAsync(
        Invocation invocation, LedgerClient client, List<(long Line, RecordCredential Record)> batch, ImportTally tally,
        CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var result = await client.SubmitAsync(
            batch.Select(one => new Call { Credential = new CredentialCall { RecordCredential = one.Record } }).ToList(),
            new SubmitOptions { BusinessKey = KeyOf(batch) },
            cancellationToken);
        if (result.IsDone || result.Outcome?.Code == (uint)RefusalCode.Repeated)
        {
            tally.Recorded += batch.Count;
        }
        else if (batch.Count > 1)
        {
            foreach (var one in batch)
            {
                await SendAsync(invocation, client, [one], tally, cancellationToken);
            }
        }
        else
        {
            var refused = result.Outcome ?? result.EnsureDone().Outcome!;
            tally.CountRefused(ImportFault.Of(batch[0].Line, new Refused((RefusalCode)refused.Code, refused.Detail)));
        }
    }

    private static ReadOnlyMemory<byte> KeyOf(List<(long Line, RecordCredential Record)> batch) =>
        SHA256.HashData([.. batch.SelectMany(one => one.Record.ToByteArray())]);

    private static IEnumerable<(ImportRow Row, RecordCredential? Record, ImportFault? Fault)> Rows(
        Invocation invocation, CallJudgement signer)
    {
        var path = invocation.Value(File);
        if (!System.IO.File.Exists(path))
        {
            throw CliException.Usage($"There is no file {path}.", $"文件 {path} 不存在。");
        }

        using var stream = System.IO.File.OpenRead(path);
        CredentialColumns? columns = null;
        var lines = new ByteLines(stream, ByteLines.Strict(IsGb18030(invocation)));
        var rows = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? new JsonRows(lines).Read() : new CsvRows(lines).Read();
        foreach (var row in rows)
        {
            if (columns is not null)
            {
                var (record, fault) = columns.Read(row, signer.Time);
                yield return (row, record, fault);
                continue;
            }

            columns = row.Fault is null
                ? new CredentialColumns(invocation.Value(Kind), row.Values, invocation.Genesis, signer.SignerUscc)
                : throw CliException.Usage(row.Fault.English, row.Fault.Chinese);
        }
    }

    private static bool IsGb18030(Invocation invocation) => TypedText.Plain(invocation.Value(EncodingName)).ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => false,
        "GB18030" or "GBK" or "GB2312" => true,
        var other => throw CliException.Usage($"--encoding {other} is not utf-8 or gb18030.", $"--encoding {other} 应为 utf-8 或 gb18030。"),
    };

    private static void Write(Screen screen, ImportTally tally, string issuerUscc)
    {
        foreach (var fault in tally.Faults)
        {
            screen.Line(screen.Say((fault.English, fault.Chinese)));
        }

        screen.Line(screen.Say((
            $"{tally.Rows} rows: {tally.Good} to record as {issuerUscc}, {tally.Faulty} faulty and left out.",
            $"共 {tally.Rows} 行：以 {issuerUscc} 登记 {tally.Good} 行，{tally.Faulty} 行有误，不登记。")));
    }
}
