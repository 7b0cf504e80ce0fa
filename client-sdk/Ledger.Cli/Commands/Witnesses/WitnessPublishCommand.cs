using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;
using Ledger.Witness.Tiles;

namespace Ledger.Cli.Commands.Witnesses;

internal sealed class WitnessPublishCommand : CliCommand
{
    private readonly Option<string> _to = new("--to")
    {
        Description = "The log's folder, for any web server to serve; one that exists is brought up to the newest block.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string?> _logKey = new("--log-key")
    {
        Description = "The log's key, of `ledger witness key --log`; without it only programs that know the chain can follow.",
        HelpName = "FILE",
    };

    internal WitnessPublishCommand(CliContext context)
        : base(
            "publish",
            "Publish the history of headers of --node as a transparency log: checkpoint and tiles (c2sp.org/tlog-tiles), for witnesses " +
            "and monitors. Run it again and again; the checkpoint is replaced last.",
            "ledger witness publish --to log --log-key log.key --node http://localhost:7300")
    {
        Add(_to);
        Add(_logKey);
        Does(context, PublishAsync);
    }

    private async Task<int> PublishAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var signer = invocation.Value(_logKey) is { } key ? WitnessKeys.Open(key, NoteKeyKind.Log) : null;
        var origin = LogCheckpoint.OriginOf(invocation.Genesis.ChainId);
        if (signer is not null && signer.Public.Name != origin)
        {
            throw CliException.Usage(
                $"The key is of the log {signer.Public.Name}, and this chain's is {origin}.",
                $"该密钥属于日志 {signer.Public.Name}，本链日志为 {origin}。");
        }

        var root = invocation.Value(_to);
        var evidence = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))!;
        using var folder = await OpenAsync(root, invocation.Genesis, cancellationToken);
        var client = invocation.OpenReader();
        var head = await client.GetStatusAsync(cancellationToken);
        var before = folder.Size;
        if (folder.Size <= head.Height)
        {
            await ExtendAsync(invocation, client, folder, head, evidence, cancellationToken);
            await folder.PublishAsync(origin, head.Node.Header.ToByteArray(), head.Node.Certificate, signer, cancellationToken);
        }

        invocation.Report.Show(("published", "已发布"), new Document
        {
            ["folder"] = root,
            ["log"] = origin,
            ["size"] = folder.Size,
            ["added"] = folder.Size - before,
        });
        return ExitCode.Done;
    }

    private static async Task<TileFolder> OpenAsync(string root, GenesisFile genesis, CancellationToken cancellationToken)
    {
        try
        {
            return await TileFolder.OpenAsync(root, genesis, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw CliException.NotVerified(
                $"{root} is no log of this chain, or is damaged: {e.Message} Publish into an empty folder; nothing of the chain is lost.",
                $"{root} 不是本链的日志或已损坏（{e.Message}）。请发布到空文件夹，链上数据不受影响。");
        }
    }

    // Each header names the one before, up to the one that is final: what the node leaves out or makes up does not fit.
    private static async Task ExtendAsync(
        Invocation invocation, LedgerClient client, TileFolder folder, ChainStatus head, string evidence,
        CancellationToken cancellationToken)
    {
        var progress = invocation.NewProgressBar<ulong>(size => ((long)size, (long)head.Height + 1));
        if (folder.LastHeader is null)
        {
            folder.Append((await client.GetBlockAsync(0, cancellationToken)).Hash);
        }

        if (folder.Size > head.Height)
        {
            return;
        }

        await foreach (var block in client.StreamBlocksAsync(folder.Size, cancellationToken))
        {
            var bytes = block.Block?.Header.Memory ?? default;
            if (!BlockHeader.TryDecode(bytes.Span, out var header) || header.Height != folder.Size || header.Previous != folder.LastHeader)
            {
                await KeepForkAsync(invocation, client, folder, evidence, cancellationToken);
                throw Unfitting(folder.Size);
            }

            folder.Append(BlockHeader.Hash(invocation.Genesis.Hasher, bytes.Span));
            progress.Report(folder.Size);
            if (header.Height == head.Height)
            {
                break;
            }
        }

        if (folder.Size != head.Height + 1 || folder.LastHeader != head.BlockHash)
        {
            throw Unfitting(folder.Size);
        }
    }

    private static async Task KeepForkAsync(
        Invocation invocation, LedgerClient client, TileFolder folder, string evidence, CancellationToken cancellationToken)
    {
        if (folder.Newest is not { } newest || folder.Size != newest.Checkpoint.Size ||
            await client.ProveFinalityAsync(newest.Header.Height, cancellationToken) is not { } shown)
        {
            return;
        }

        var first = new FinalityProof
        {
            ValidatorChanges = { shown.ValidatorChanges },
            Header = newest.Quorum.Header,
            Certificate = newest.Quorum.Certificate,
        };
        if (!shown.Header.Equals(newest.Quorum.Header))
        {
            ForkFiles.Keep(new ForkEvidence { First = first, Second = shown }, evidence, invocation.Warnings);
        }
    }

    private static CliException Unfitting(ulong height) => CliException.NotVerified(
        $"The node's block {height:N0} does not follow the one before it, or does not lead to its newest: nothing was published. Ask " +
        "another node.",
        $"节点的区块 {height:N0} 与前一区块不衔接，或不通向其最新区块：未发布任何内容。请改用其他节点。");
}
