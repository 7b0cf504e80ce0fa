using System.CommandLine;
using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Cli.Commands.Authorities;
using Ledger.Cli.Expiry;
using Ledger.Schema.CaTrust;

namespace Ledger.Cli.Commands;

internal sealed class ExpiryCommand : CliCommand
{
    private static readonly string[] Columns = ["kind", "name", "ends", "days_left"];
    private static readonly Option<int> Days = new("--days")
    {
        Description = "Show what ends within so many days, and end with 1 where anything does.",
        DefaultValueFactory = _ => 30,
        HelpName = "DAYS",
    };
    private static readonly Option<string?> Uscc = new("--uscc")
    {
        Description = "Of registered certificates only this subject's.",
        HelpName = "CODE",
    };
    private static readonly Option<bool> All = new("--all") { Description = "Show everything, however far off." };
    private static readonly Option<string[]> Files = new("--certificate")
    {
        Description = "More certificates to watch, such as the nodes' TLS.",
        HelpName = "FILE",
    };

    internal ExpiryCommand(CliContext context)
        : base(
            "expiry",
            "What ends soon: CAs' anchors and intermediates, revocation lists, members' and subjects' certificates, and files given.",
            "ledger expiry --days 60 --certificate node-tls.crt")
    {
        Add(Days);
        Add(Uscc);
        Add(All);
        Add(Files);
        Does(context, async (invocation, cancellationToken) =>
        {
            var threshold = invocation.Value(Days);
            var (items, time) = await ExpiryReader.ReadAsync(invocation.OpenReader(), invocation.Value(Uscc), cancellationToken);
            items.AddRange(invocation.Value(Files).SelectMany(OfFile));
            var ordered = items.OrderBy(item => item.EndsAt).ThenBy(item => item.Kind, StringComparer.Ordinal)
                .ThenBy(item => item.Name, StringComparer.Ordinal).ToList();
            var soon = ordered.Where(item => item.DaysLeft(time) < threshold).ToList();
            var shown = invocation.Value(All) ? ordered : soon;
            var rows = Datum.List(shown.Select(item => new Document
            {
                ["kind"] = item.Kind,
                ["name"] = item.Name,
                ["ends"] = Datum.Time(item.EndsAt),
                ["days_left"] = item.DaysLeft(time),
            }));
            var document = new Document
            {
                ["block_time"] = Datum.Time(time),
                ["days"] = threshold,
                ["watched"] = items.Count,
                ["ending"] = soon.Count,
                ["items"] = rows,
            };
            invocation.Report.ShowList(
                ($"{soon.Count} of {items.Count} end within {threshold} days", $"{items.Count} 项中 {soon.Count} 项将在 {threshold} 天内到期"),
                document,
                "items",
                Columns);
            return soon.Count == 0 ? ExitCode.Done : ExitCode.Refused;
        });
    }

    private static IEnumerable<ExpiringItem> OfFile(string file)
    {
        foreach (var der in CertificateFileReader.Read(file).Certificates)
        {
            yield return Certificate.TryParseAnyKey(der, out var certificate, out var error)
                ? new ExpiringItem("file", $"{file}: {ReadableName.Of(certificate.Subject).Text}", certificate.NotAfterMs)
                : throw CliException.Usage(
                    $"{file} holds something that is no certificate: {PathReasons.Of(error, der.Span)}",
                    $"{file} 中有不是证书的内容：{PathReasons.Of(error, der.Span)}");
        }
    }
}
