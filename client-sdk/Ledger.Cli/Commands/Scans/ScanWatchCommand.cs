using System.CommandLine;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanWatchCommand : CliCommand
{
    private readonly Argument<string> _session = new("SESSION") { Description = "The file of scan open --session." };
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "The files that the session was opened with, in their order; with --seal, as --prepared left them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal ScanWatchCommand(CliContext context)
        : base("watch", "Wait for the answer to a session that was opened before.", "ledger scan watch session.bin bid.pdf --out signed")
    {
        Add(_session);
        Add(_files);
        Add(ScanSealing.Seal);
        Add(ScanFollowing.Out);
        Add(ScanFollowing.Opening);
        Does(context, async (invocation, cancellationToken) =>
        {
            var files = invocation.Value(_files);
            var hasher = invocation.Genesis.Hasher;
            var sealing = invocation.Value(ScanSealing.Seal) is { } seal ? ScanSealing.Read(seal, files) : null;
            var documents = sealing?.Documents(hasher) ?? await ScanFiles.ReadAsync(files, hasher, cancellationToken);
            var client = invocation.OpenReader();
            var session = client.ResumeScan(
                EncodedFile.ReadAll(invocation.Value(_session)),
                sealing is null ? documents : [.. documents, sealing.SealDocument(hasher)]);
            return await ScanFollowing.FollowAsync(invocation, client, session, documents, sealing, cancellationToken);
        });
    }
}
