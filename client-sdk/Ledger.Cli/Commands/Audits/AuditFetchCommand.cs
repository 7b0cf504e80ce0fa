using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Client;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditFetchCommand : CliCommand
{
    private readonly Option<string[]> _from = new("--from")
    {
        Description = "A node to fetch from; once for each. Chunks come from them in turn, and each is held against the others' headers.",
        HelpName = "URL",
        Required = true,
    };
    private readonly Option<string> _to = new("--to") { Description = "The archive's folder.", HelpName = "DIR", Required = true };

    internal AuditFetchCommand(CliContext context)
        : base(
            "fetch",
            "Fetch all final blocks into an archive. A run that ended early, and a chain that has grown, go on where it stands.",
            "ledger audit fetch --from http://localhost:7300 --from http://localhost:7310 --to archive")
    {
        Add(_from);
        Add(_to);
        Does(context, FetchAsync);
    }

    private async Task<int> FetchAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var folder = invocation.Value(_to);
        try
        {
            var writer = ArchiveWriter.Open(folder, invocation.Genesis.ChainId);
            var before = writer.Newest?.Last ?? 0;
            LedgerClient[] nodes =
                [.. invocation.Value(_from).Distinct().Select(text => invocation.OpenReader(Invocation.AddressOf(text)))];
            var fetch = new ArchiveFetch(folder, writer, nodes, invocation.NewProgressBar<(ulong Done, ulong Total)>(
                at => ((long)at.Done, (long)at.Total)));
            await fetch.RunAsync(cancellationToken);
            invocation.Report.Show(("fetched", "已取得"), new Document
            {
                ["archive"] = folder,
                ["height"] = writer.Newest?.Last ?? 0,
                ["blocks_fetched"] = (writer.Newest?.Last ?? 0) - before,
                ["chunks"] = writer.Chunks,
                ["nodes"] = nodes.Length,
            });
            return ExitCode.Done;
        }
        catch (ArchiveException e)
        {
            throw ArchiveRun.Damaged(e);
        }
    }
}
