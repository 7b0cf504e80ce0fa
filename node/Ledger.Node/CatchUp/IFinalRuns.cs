using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node.CatchUp;

/// <summary>Where a node finds final blocks that it lacks: other nodes.</summary>
public interface IFinalRuns
{
    /// <summary>Final blocks above a head, from whichever node has some that hold against it; null where none has.</summary>
    ValueTask<CheckedRun?> ReadAsync(ChainHead head, CancellationToken cancellationToken);

    /// <summary>
    /// A node's batch made another block than the one that is final: it has lied, and is not asked again for a while. Nothing of it was
    /// written.
    /// </summary>
    void OnLie(CheckedRun run, ulong height);
}

/// <summary>
/// Final blocks in a row whose headers lead from a head up to a certificate that holds. Their batches are not checked yet.
/// </summary>
/// <param name="From">Whose word it is.</param>
/// <param name="Blocks">The blocks, lowest first; at least one.</param>
/// <param name="Certificate">Of the last.</param>
public sealed record CheckedRun(string From, IReadOnlyList<CertifiedBlock> Blocks, QuorumCertificate Certificate);

/// <summary>A block that is final, and a batch that somebody says makes it.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Hash">The hash of its header, which a certificate makes final.</param>
/// <param name="Batch">What is to be executed; it must make a block of that hash.</param>
public sealed record CertifiedBlock(ulong Height, Digest Hash, ReadOnlyMemory<byte> Batch);
