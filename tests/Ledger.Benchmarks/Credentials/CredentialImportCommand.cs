using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Cli;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Ledger.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Credentials;

/// <summary><c>credential-import</c>: rows of a file put on the chain by the command that authorities use.</summary>
internal static class CredentialImportCommand
{
    private static readonly Option<int> Rows = new("--rows") { Description = "Rows of the file", DefaultValueFactory = _ => 2_000 };

    internal static Command Create()
    {
        var command = new Command(
            "credential-import",
            "Four validators in this process: `ledger credential import` of a CSV file, then of the same file again.")
        {
            Rows,
            Benchmarks.CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (folder, rows) = (Directory.CreateTempSubdirectory("ledger-bench-"), arguments.GetValue(Rows));
        try
        {
            var options = new RehearsalOptions { DataDirectory = folder.FullName, Record = null };
            await using var consortium = await ConsortiumRehearsal.StartAsync(options, NullLoggerFactory.Instance, cancellationToken);
            await RegisterAsync(consortium, cancellationToken);
            var (file, pin) = (Path.Combine(folder.FullName, "rows.csv"), Path.Combine(folder.FullName, "pin"));
            await File.WriteAllTextAsync(file, FileOf(rows), cancellationToken);
            await File.WriteAllTextAsync(pin, "ledger-test", cancellationToken);
            var members = Path.Combine(Path.GetDirectoryName(consortium.GenesisPath)!, "members");
            string[] import =
            [
                "credential", "import", file, "--kind", "Qualification", "--yes", "--genesis", consortium.GenesisPath, "--node",
                consortium.Nodes[0].Grpc.ToString(), "--max-head-age", "off", "--key", Path.Combine(members, "housing.key"), "--pin-file",
                pin,
            ];
            var report = new BenchmarkReport("credential-import");
            report.Add("rows_per_second", "rows a second, read, sent and final", rows / await TimedAsync(import, cancellationToken), 0);
            report.Add(
                "again_rows_per_second", "the same again, which changes nothing", rows / await TimedAsync(import, cancellationToken), 0);
            report.Finish(arguments.GetValue(Benchmarks.CommonOptions.Json));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> TimedAsync(string[] command, CancellationToken cancellationToken)
    {
        await using var said = new StringWriter();
        var started = Stopwatch.GetTimestamp();
        var code = await new LedgerCommandLine().RunAsync(
            command, new CliContext { Out = said, Error = said, Variable = _ => null }, cancellationToken);
        return code == ExitCode.Done
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"The import ended with {code}: {said}");
    }

    private static async Task RegisterAsync(ConsortiumRehearsal consortium, CancellationToken cancellationToken)
    {
        var centre = ConsortiumSeed.Create().Zhuhai;
        using var signer = centre.KeyPair.CreateSigner();
        using var client = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = GenesisFile.Parse(await File.ReadAllBytesAsync(consortium.GenesisPath, cancellationToken)),
            Node = consortium.Nodes[0].Grpc,
            Signer = new ClientSigner(centre.CertificateId, signer),
            MaxHeadAge = Timeout.InfiniteTimeSpan, // its clock is the record's
        });
        var call = new RegisterSubject { Uscc = CredentialState.Uscc(0), Name = "珠海示例路桥有限公司" };
        (await client.SubmitAsync(
            new Call { Account = new AccountCall { RegisterSubject = call } }, cancellationToken: cancellationToken)).EnsureDone();
    }

    private static string FileOf(int rows)
    {
        var text = new StringBuilder("subject_uscc,region,effective_from,document_no,document_digest,type_code,level_code\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{CredentialState.Uscc(0)},440400,2018-05-06 00:00,粤建许〔2018〕{i}号,{i:D64},D110,B\n");
        }

        return text.ToString();
    }
}
