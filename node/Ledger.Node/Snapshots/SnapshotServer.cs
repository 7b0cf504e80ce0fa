using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;

namespace Ledger.Node.Snapshots;

/// <summary>
/// What a node offers others that begin anew: itself as it was at the newest height that its option divides. Each part comes with its
/// proof, so none needs to be asked for twice. Safe for use by several threads.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="every">At which heights: <see cref="Execution.ExecutionOptions.SnapshotEvery"/>.</param>
/// <param name="pace">The clock that intervals are measured by.</param>
/// <param name="rangeBytes">About how much of the state lies between two of the keys that part it, in bytes.</param>
public sealed class SnapshotServer(INode node, ulong every, TimeProvider pace, long rangeBytes = SnapshotLimits.RangeBytes)
{
    private const int KeysAtOnce = 1_000;
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(2);
    private readonly Lock _making = new();
    private volatile Snapshot? _made;
    private long _askedTicks;
    private ulong _askedHeight;

    /// <summary>
    /// The height whose state somebody is taking, which must not be pruned before he has it; the greatest height where nobody is.
    /// </summary>
    public ulong HeldHeight => Volatile.Read(ref _askedHeight) is > 0 and var asked
        && pace.GetElapsedTime(Interlocked.Read(ref _askedTicks)) < HeldFor ? asked : ulong.MaxValue;

    /// <summary>The newest snapshot at or below a height; height 0 where there is none.</summary>
    public Snapshot Offer(ulong upTo)
    {
        var height = Math.Min(upTo, node.Finality.FinalHeight) / every * every;
        for (; height > 0 && height >= node.Chain.State.OldestVersion; height -= every)
        {
            if (node.Chain.Blocks.ReadTimeProof(height) is { } timeProof && FirstBlock(timeProof) >= node.Chain.Blocks.Oldest
                && BlocksOf(height, timeProof) is not null)
            {
                Hold(height);
                return Made(height, timeProof);
            }
        }

        return new Snapshot();
    }

    /// <summary>A part of the snapshot of a height; empty where this node has it not, or no longer.</summary>
    public SnapshotPart Read(GetSnapshotPartRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var height = request.Height;
        if (height == 0 || height > node.Finality.FinalHeight || height < node.Chain.State.OldestVersion ||
            node.Chain.Blocks.ReadTimeProof(height) is not { } timeProof)
        {
            return new SnapshotPart();
        }

        Hold(height);
        return request.PartCase switch
        {
            GetSnapshotPartRequest.PartOneofCase.StateFrom when request.StateFrom.Length <= StateLimits.KeyBytesMax => new SnapshotPart
            {
                State = node.Chain.State.ProvePrefix(
                    [], height, StateLimits.PageEntriesMax, request.StateFrom.IsEmpty ? null : request.StateFrom.ToByteArray()).ToMessage(),
            },
            GetSnapshotPartRequest.PartOneofCase.HistoryChunk when request.HistoryChunk < height / SnapshotLimits.HistoryChunkLeaves =>
                new SnapshotPart
                {
                    HistoryLeaves = Nodes(0, request.HistoryChunk * SnapshotLimits.HistoryChunkLeaves, SnapshotLimits.HistoryChunkLeaves),
                },
            GetSnapshotPartRequest.PartOneofCase.BlocksFrom when request.BlocksFrom == FirstBlock(timeProof) =>
                new SnapshotPart { Blocks = { BlocksOf(height, timeProof) ?? [] } },
            GetSnapshotPartRequest.PartOneofCase.LinksAbove => new SnapshotPart { Links = { Links(request.LinksAbove, height) } },
            _ => new SnapshotPart(),
        };
    }

    /// <summary>The oldest block that comes along: that of the newest time proof, for execution asks for headers from there on.</summary>
    internal static ulong FirstBlock(ulong timeProofHeight) => Math.Max(1, timeProofHeight);

    private void Hold(ulong height)
    {
        Interlocked.Exchange(ref _askedTicks, pace.GetTimestamp());
        Volatile.Write(ref _askedHeight, height);
    }

    private Snapshot Made(ulong height, ulong timeProof)
    {
        lock (_making)
        {
            if (_made is not { } made || made.Height != height)
            {
                made = Make(height, timeProof);
                _made = made;
            }

            made.Certificate ??= node.Votes.ReadCertificate(height);
            return made.Clone();
        }
    }

    private Snapshot Make(ulong height, ulong timeProof)
    {
        var chunks = height / SnapshotLimits.HistoryChunkLeaves;
        var made = new Snapshot
        {
            Height = height,
            Header = node.Chain.Blocks.GetBlock(height)!.Header,
            TimeProofHeight = timeProof,
            Events = node.Index.CountUpTo(FirstBlock(timeProof) - 1),
            HistoryChunks = Nodes(System.Numerics.BitOperations.Log2(SnapshotLimits.HistoryChunkLeaves), 0, chunks),
            HistoryTail = Nodes(
                0, chunks * SnapshotLimits.HistoryChunkLeaves, height % SnapshotLimits.HistoryChunkLeaves),
        };
        Part(made);
        return made;
    }

    // By the newest entries: where a range ends decides nothing, only how even the ranges are.
    private void Part(Snapshot made)
    {
        var (stride, bytes, at) = (rangeBytes, 0L, 0L);
        byte[]? after = null;
        while (node.Chain.State.Scan([], KeysAtOnce, after) is { Count: > 0 } page)
        {
            foreach (var (key, value) in page)
            {
                bytes += key.Length + value.Length;
                if (bytes - at >= stride)
                {
                    made.Bounds.Add(ByteString.CopyFrom(key));
                    at = bytes;
                }
            }

            after = page[^1].Key;
            if (made.Bounds.Count > SnapshotLimits.BoundsMax)
            {
                var kept = made.Bounds.Where((_, index) => index % 2 == 1).ToList();
                made.Bounds.Clear();
                made.Bounds.AddRange(kept);
                stride *= 2;
            }
        }

        made.StateBytes = (ulong)bytes;
    }

    private ByteString Nodes(int level, ulong first, ulong count)
    {
        var bytes = new byte[count * Digest.Bytes];
        for (ulong i = 0; i < count; i++)
        {
            node.Chain.Blocks.HistoryNode(level, first + i).CopyTo(bytes.AsSpan((int)i * Digest.Bytes));
        }

        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    private List<Block>? BlocksOf(ulong height, ulong timeProof)
    {
        var (blocks, bytes) = (new List<Block>(), 0L);
        for (var at = FirstBlock(timeProof); at <= height; at++)
        {
            if (node.Chain.Blocks.GetBlock(at) is not { } block || (bytes += block.CalculateSize()) > SnapshotLimits.BlocksBytesMax)
            {
                return null;
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private IEnumerable<ValidatorLink> Links(ulong above, ulong below)
    {
        foreach (var (height, link) in node.Chain.Blocks.ReadLinks(Math.Min(above, below)).TakeWhile(one => one.Height < below)
            .Take(SnapshotLimits.LinksMax))
        {
            link.Certificate = node.Votes.ReadCertificate(height);
            yield return link;
        }
    }
}
