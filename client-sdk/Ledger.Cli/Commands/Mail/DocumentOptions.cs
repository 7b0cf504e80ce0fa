using System.CommandLine;
using Ledger.Client.Documents;

namespace Ledger.Cli.Commands.Mail;

/// <summary>What the commands on documents share.</summary>
internal static class DocumentOptions
{
    private const int DaysMax = 10_000;

    internal static Option<int> LeaseDays() =>
        new("--lease-days") { Description = "How long the node shall keep it.", HelpName = "N", DefaultValueFactory = _ => 90 };

    internal static uint LeaseHours(int days) =>
        days is > 0 and <= DaysMax
            ? (uint)days * 24
            : throw CliException.Usage(
                $"--lease-days is {days}; it must be 1 to {DaysMax}.", $"--lease-days 为 {days}，应为 1 至 {DaysMax}。");

    internal static DocumentClient Open(Invocation invocation, MailNodes nodes) =>
        invocation.Own(DocumentClient.Open(nodes.Options(invocation)));

    internal static IProgress<DocumentProgress> Bar(Invocation invocation) =>
        invocation.NewProgressBar<DocumentProgress>(at => (at.BytesDone, at.BytesTotal));
}
