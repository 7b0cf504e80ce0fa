using System.CommandLine;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanWatchCommand : CliCommand
{
    private readonly Argument<string> _session = new("SESSION") { Description = "The file of scan open --session." };
    private readonly Argument<string[]> _files = new("FILE") { Description = "The files that the session was opened with, in their order.", Arity = ArgumentArity.ZeroOrMore };

    internal ScanWatchCommand(CliContext context)
        : base("watch", "Wait for the answer to a session that was opened before.", "ledger scan watch session.bin bid.pdf --out signed")
    {
        Add(_session);
        Add(_files);
        Add(ScanFollowing.Out);
        Does(context, async (invocation, cancellationToken) =>
        {
            var documents = await ScanFiles.ReadAsync(invocation.Value(_files), invocation.Genesis.Hasher, cancellationToken);
            var session = invocation.OpenReader().ResumeScan(EncodedFile.ReadAll(invocation.Value(_session)), documents);
            return await ScanFollowing.FollowAsync(invocation, session, documents, cancellationToken);
        });
    }
}
