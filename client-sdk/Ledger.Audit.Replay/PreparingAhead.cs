using System.Runtime.CompilerServices;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Replay;

/// <summary>Prepares blocks while those before them are executed.</summary>
public static class PreparingAhead
{
    /// <summary>The blocks in their order, each prepared on another thread.</summary>
    /// <param name="chain">Where they are checked.</param>
    /// <param name="blocks">The blocks with their certificates, in order.</param>
    /// <param name="count">Most that are prepared and not checked yet; as many are held in memory.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<(PreparedBlock Block, QuorumCertificate? Certificate)> PrepareAheadAsync(
        this ReplayedChain chain, IAsyncEnumerable<(Block Block, QuorumCertificate? Certificate)> blocks, int count,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var waiting = new Queue<(Task<PreparedBlock> Block, QuorumCertificate? Certificate)>();
        await foreach (var (block, certificate) in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            waiting.Enqueue((Task.Run(() => chain.Prepare(block), cancellationToken), certificate));
            if (waiting.Count > count)
            {
                var first = waiting.Dequeue();
                yield return (await first.Block.ConfigureAwait(false), first.Certificate);
            }
        }

        while (waiting.TryDequeue(out var left))
        {
            yield return (await left.Block.ConfigureAwait(false), left.Certificate);
        }
    }
}
