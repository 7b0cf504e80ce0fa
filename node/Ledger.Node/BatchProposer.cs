using Google.Protobuf;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Mempool;
using Ledger.Ordering;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node;

/// <summary>
/// Decides when a node offers a batch and what is in it: at once when it is idle; under load when its last one is in a block or the next
/// one is full, so that batches grow with the load and blocks do not become many and small; and an empty one (a heartbeat) when block time
/// lags the clock, so that deadlines pass on an idle chain. Used by one thread.
/// </summary>
public sealed class BatchProposer(
    IChain chain, IFinality finality, TransactionPool pool, Voter voter, TimeProvider clock, TimeProvider pace, NodeOptions options)
{
    private const int BatchOverheadBytes = 192; // the signature, and what stands around it and the batch
    private const int TransactionOverheadBytes = 4;
    private readonly ByteString _proposer = ByteString.CopyFrom(voter.ValidatorId.ToArray());
    private long _lastBatchTicks = long.MinValue / 2;
    private long _lastHeartbeatTicks = long.MinValue / 2;
    private long _timeAtLastHeartbeat = long.MinValue / 2;

    /// <summary>The next batch where one is due, or null.</summary>
    /// <param name="backlog">How many batches are known to be ordered and not executed here yet.</param>
    public ProposedBatch? TryMake(ulong backlog = 0)
    {
        var head = chain.Head;
        if (!head.MayPropose(voter.ValidatorId))
        {
            return null;
        }

        var now = pace.GetTimestamp();
        if (pool.HasWaiting && IsBatchDue(head, backlog, pace.GetElapsedTime(_lastBatchTicks, now).TotalMilliseconds))
        {
            _lastBatchTicks = now;
            return Make(head);
        }

        if (IsHeartbeatDue(head, backlog, now))
        {
            _lastHeartbeatTicks = now;
            _timeAtLastHeartbeat = head.Header.Time;
            return Make(head);
        }

        return null;
    }

    /// <summary>Takes back the transactions of a batch that did not get a place.</summary>
    public void OnLost(ProposedBatch batch) => pool.Return(batch.Transactions);

    /// <summary>What to put at a sequence number: the batch, signed for that place alone.</summary>
    public byte[] Ordered(ProposedBatch batch, ulong sequence)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return BatchBytes.Ordered(batch.Bytes, voter.SignBatch(sequence, batch.Digest));
    }

    private bool IsBatchDue(ChainHead head, ulong backlog, double sinceLastMs)
    {
        if (sinceLastMs >= options.BatchPatienceMs)
        {
            return true;
        }

        // A few full batches in flight keep execution busy; more would only wait in the order instead of the mempool, which can refuse.
        if (pool.WaitingBytes >= IOrderer.BatchBytesMax)
        {
            return pool.BytesInFlight < (long)options.FullBatchesInFlightMax * IOrderer.BatchBytesMax;
        }

        // Any other batch waits until what was ordered before it is (nearly) final: sooner it would become final no sooner, only smaller.
        return sinceLastMs >= options.BatchIntervalMs && pool.InFlight == 0 && Pending(head, backlog) <= (ulong)options.BlocksPendingMax;
    }

    private bool IsHeartbeatDue(ChainHead head, ulong backlog, long now)
    {
        var lag = clock.GetUtcNow().ToUnixTimeMilliseconds() - head.Header.Time;
        if (lag < options.HeartbeatMs)
        {
            return false;
        }

        if (pace.GetElapsedTime(_lastHeartbeatTicks, now).TotalMilliseconds >= options.HeartbeatMs)
        {
            return true;
        }

        // Under load every block lags, and whatever is ordered already moves time as far as a heartbeat could.
        if (Pending(head, backlog) > 0 || pool.InFlight > 0)
        {
            return false;
        }

        // A clock far ahead of the others' must not make the node propose without end: a heartbeat needs a reason to move time, or
        // patience.
        var movedSince = head.Header.Time - _timeAtLastHeartbeat >= options.HeartbeatMs;
        var willMove = TimeProof(head) is { } proof &&
            QuorumCertificates.MedianTime(proof, head.NextValidators) - head.Header.Time >= options.HeartbeatMs;
        return movedSince || willMove;
    }

    // Blocks that are ordered and not yet final, as far as this node knows.
    private ulong Pending(ChainHead head, ulong backlog) => head.Height - Math.Min(head.Height, finality.FinalHeight) + backlog;

    private ProposedBatch Make(ChainHead head)
    {
        var batch = new Batch { Proposer = _proposer, TimeProof = TimeProof(head) };
        var room = IOrderer.BatchBytesMax - BatchOverheadBytes - batch.CalculateSize();
        var transactions = pool.Take(room, TransactionOverheadBytes, head.Header.Time);
        foreach (var transaction in transactions)
        {
            batch.Transactions.Add(UnsafeByteOperations.UnsafeWrap(transaction.Bytes));
        }

        var bytes = batch.ToByteArray();
        return new ProposedBatch(bytes, BatchBytes.DigestOf(chain.Genesis.Hasher, bytes), transactions);
    }

    private QuorumCertificate? TimeProof(ChainHead head)
    {
        var newest = finality.Newest;
        return newest.Height > head.TimeProofHeight ? newest : null;
    }
}

/// <summary>A batch that a node offers to the orderer, once it is signed for a place.</summary>
/// <param name="Bytes">The encoded batch.</param>
/// <param name="Digest">What a signature commits to.</param>
/// <param name="Transactions">What it holds.</param>
public sealed record ProposedBatch(byte[] Bytes, Digest Digest, IReadOnlyList<SignedTransaction> Transactions);
