using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node.CatchUp;

/// <summary>Gathers runs of final blocks for others, and holds others' against a head (docs/spec/peers.md).</summary>
public static class FinalRuns
{
    /// <summary>A run ends at the next certificate once it has so many blocks.</summary>
    public const int BlocksMax = 64;

    /// <summary>A run ends at the next certificate once its blocks have so many bytes.</summary>
    public const int BytesMax = 2 * 1024 * 1024;

    /// <summary>Longest run that is sent or read, in bytes: as many full batches as are executed without a certificate, and more.</summary>
    public const int MessageBytesMax = 12 * 1024 * 1024;

    /// <summary>The final blocks of a node from a height on, up to a certificate; without blocks where it has none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="from">The lowest height wanted.</param>
    public static FinalRun Gather(INode node, ulong from)
    {
        ArgumentNullException.ThrowIfNull(node);
        var run = new FinalRun { Oldest = node.Chain.Blocks.Oldest };
        var (certified, bytes) = (0, 0);
        Digest? validators = null;
        var final = Math.Min(node.Finality.FinalHeight, node.Chain.Head.Height);
        for (var height = from; height > 0 && height <= final && node.Chain.Blocks.GetBlock(height) is { } block; height++)
        {
            bytes += block.Header.Length + block.Batch.Length;
            if (!BlockHeader.TryDecode(block.Header.Span, out var header) || header.ValidatorsHash != (validators ??= header.ValidatorsHash)
                || (certified > 0 && (run.Blocks.Count >= BlocksMax || bytes > BytesMax)) || bytes > MessageBytesMax / 2)
            {
                break;
            }

            run.Blocks.Add(new RunBlock { Header = block.Header, Batch = block.Batch });
            if (node.Votes.ReadCertificate(height) is { } certificate)
            {
                (certified, run.Certificate) = (run.Blocks.Count, certificate);
            }
        }

        while (run.Blocks.Count > certified)
        {
            run.Blocks.RemoveAt(run.Blocks.Count - 1);
        }

        return run;
    }

    /// <summary>Holds a run against a head: whether its headers lead from it up to a certificate of the set that the head names.</summary>
    /// <param name="head">What is executed here.</param>
    /// <param name="genesis">The chain.</param>
    /// <param name="verifier">Checks the votes.</param>
    /// <param name="run">What was sent.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="fault">What is wrong with it; null where it holds, or has no blocks, which is no fault.</param>
    public static CheckedRun? Check(
        ChainHead head, GenesisFile genesis, ISignatureVerifier verifier, FinalRun run, string from, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(run);
        var blocks = new List<CertifiedBlock>(run.Blocks.Count);
        var (height, previous) = (head.Height, head.Hash);
        foreach (var block in run.Blocks)
        {
            height++;
            if (!BlockHeader.TryDecode(block.Header.Span, out var header) || header.ChainId != genesis.ChainId || header.Height != height ||
                header.Previous != previous || header.ValidatorsHash != head.NextValidators.Hash)
            {
                fault = $"the header of block {height} does not follow from block {height - 1}";
                return null;
            }

            previous = BlockHeader.Hash(genesis.Hasher, block.Header.Span);
            blocks.Add(new CertifiedBlock(height, previous, block.Batch.Memory));
        }

        var error = blocks.Count == 0 ? QuorumCertificateError.None
            : QuorumCertificates.Check(
                run.Certificate ?? new QuorumCertificate(), genesis.ChainId, height, previous, head.NextValidators, verifier);
        fault = error == QuorumCertificateError.None ? null : $"its certificate of block {height} does not hold ({error})";
        return fault is null && blocks.Count > 0 ? new CheckedRun(from, blocks, run.Certificate!) : null;
    }
}
