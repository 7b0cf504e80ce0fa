using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Ordering;
using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>
/// Lets validators of the present set into the order, each with a bounded number of batches that are not executed yet: so no stranger fills
/// the order, and no proposer alone.
/// </summary>
/// <param name="genesis">The chain.</param>
/// <param name="newest">The newest head that is executed beside the engine.</param>
/// <param name="verifier">Checks signatures.</param>
/// <param name="batchesMax">Most batches of one proposer that are ordered and not executed.</param>
public sealed class ProposerDoor(GenesisFile genesis, Func<ChainHead> newest, ISignatureVerifier verifier,
    int batchesMax = ProposerDoor.BatchesMax) : IBatchDoor
{
    /// <summary>As many full batches as an honest node has in flight, four times.</summary>
    public const int BatchesMax = 16;

    private readonly Dictionary<Digest, Queue<ulong>> _ahead = [];

    /// <inheritdoc/>
    public bool Admits(ulong sequence, ReadOnlyMemory<byte> batch)
    {
        var head = newest();
        if (BatchBytes.TryRead(batch) is not var (signed, read)
            || head.NextValidators.FindKey(new Digest(read.Proposer.Span)) is not { } key
            || !BatchBytes.IsSigned(signed, genesis, sequence, key, verifier))
        {
            return false;
        }

        var ahead = AheadOf(new Digest(read.Proposer.Span), head.Height);
        if (ahead.Count >= batchesMax)
        {
            return false;
        }

        ahead.Enqueue(sequence);
        return true;
    }

    private Queue<ulong> AheadOf(Digest proposer, ulong executed)
    {
        if (!_ahead.TryGetValue(proposer, out var ahead))
        {
            _ahead.Add(proposer, ahead = new Queue<ulong>());
        }

        while (ahead.TryPeek(out var oldest) && oldest <= executed)
        {
            ahead.Dequeue();
        }

        return ahead;
    }
}
