using Google.Protobuf;
using Ledger.Audit.Archive;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Audits;

/// <summary>
/// Brings an archive up to the newest final block of the nodes. A node that fails is passed over; one that shows another header than the
/// others ends the fetch, with what both have shown beside the archive.
/// </summary>
internal sealed class ArchiveFetch(
    string folder, ArchiveWriter writer, IReadOnlyList<LedgerClient> nodes, IProgress<(ulong Done, ulong Total)> progress)
{
    private int _turn;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var target = (await NewestAsync(cancellationToken)).Max();
        progress.Report((writer.Newest?.Last ?? 0, target));
        while (writer.Next <= target)
        {
            await FetchChunkAsync(target, cancellationToken);
            progress.Report((writer.Newest!.Last, target));
        }
    }

    private async Task<IReadOnlyList<ulong>> NewestAsync(CancellationToken cancellationToken)
    {
        var heights = new List<ulong>();
        LedgerClientException? last = null;
        foreach (var node in nodes)
        {
            try
            {
                heights.Add((await node.GetStatusAsync(cancellationToken)).Height);
            }
            catch (NodeUnreachableException e)
            {
                last = e;
            }
        }

        return heights.Count > 0 ? heights : throw last!;
    }

    // From one node, which is another each time: none is loaded with all of it, and none alone decides what is kept.
    private async Task FetchChunkAsync(ulong target, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var node = nodes[_turn++ % nodes.Count];
            try
            {
                var fetched = await ReadAsync(node, target, cancellationToken);
                if (fetched.Count > 0)
                {
                    await CompareAsync(node, fetched[^1], cancellationToken);
                    fetched.ForEach(writer.Add);
                    writer.Flush();
                    return;
                }
            }
            catch (LedgerClientException) when (tries < nodes.Count)
            {
                continue;
            }

            if (tries >= nodes.Count)
            {
                throw new CliException(
                    ExitCode.Unreachable,
                    $"No node gives block {writer.Next:N0}, though one says that {target:N0} is final. Try again, or name more nodes.",
                    $"没有节点给出区块 {writer.Next:N0}，尽管有节点称 {target:N0} 已终局。请重试，或指定更多节点。");
            }
        }
    }

    private async Task<List<GetBlockResponse>> ReadAsync(LedgerClient node, ulong target, CancellationToken cancellationToken)
    {
        var blocks = new List<GetBlockResponse>();
        var bytes = 0L;
        await foreach (var block in node.StreamBlocksAsync(writer.Next, cancellationToken))
        {
            bytes += block.CalculateSize() + sizeof(uint);
            if (bytes > ArchiveLimits.ChunkBytesMax)
            {
                break;
            }

            blocks.Add(block);
            if (blocks.Count == ArchiveLimits.ChunkBlocksMax || writer.Next + (ulong)blocks.Count > target)
            {
                break;
            }
        }

        return blocks;
    }

    private async Task CompareAsync(LedgerClient source, GetBlockResponse newest, CancellationToken cancellationToken)
    {
        if (!Ledger.Protocol.BlockHeader.TryDecode(newest.Block.Header.Span, out var header))
        {
            return; // verifying names it
        }

        foreach (var other in nodes.Where(node => !ReferenceEquals(node, source)))
        {
            GetBlockResponse? shown = null;
            try
            {
                await foreach (var block in other.StreamBlocksAsync(header.Height, cancellationToken))
                {
                    shown = block;
                    break;
                }
            }
            catch (LedgerClientException)
            {
                continue; // it is behind, or away: it contradicts nothing
            }

            if (shown is not null && !shown.Block.Header.Equals(newest.Block.Header))
            {
                throw Disagree(header.Height, newest, shown);
            }
        }
    }

    private CliException Disagree(ulong height, GetBlockResponse one, GetBlockResponse other)
    {
        string[] files = [.. new[] { one, other }.Select((block, i) =>
        {
            var path = Path.Combine(folder, $"disagreement-{height}-{i + 1}.block");
            File.WriteAllBytes(path, block.ToByteArray());
            return path;
        })];
        return CliException.NotVerified(
            $"The nodes disagree on block {height:N0}: each shows another header. At most one of them is final. Both, with their " +
            $"certificates, are kept in {files[0]} and {files[1]}; nothing above was fetched. Show them to all members.",
            $"各节点对区块 {height:N0} 的说法不一：区块头不同，至多一个已终局。两者及其证书存于 {files[0]} 与 {files[1]}，其上的区块未取。" +
            "请交全体成员核对。");
    }
}
