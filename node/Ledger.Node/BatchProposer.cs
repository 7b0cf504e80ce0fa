using Google.Protobuf;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Mempool;
using Ledger.Ordering;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node;

/// <summary>
/// Decides when a node offers a batch and what is in it: at once when it is idle, in intervals under load, and an empty one (a heartbeat)
/// when block time lags the clock, so that deadlines pass on an idle chain. Used by one thread.
/// </summary>
public sealed class BatchProposer(Chain chain, FinalityEngine finality, TransactionPool pool, Digest proposer, TimeProvider clock, TimeProvider pace, NodeOptions options)
{
    private const int BatchOverheadBytes = 64;
    private const int TransactionOverheadBytes = 4;
    private readonly ByteString _proposer = ByteString.CopyFrom(proposer.ToArray());
    private long _lastBatchTicks = long.MinValue / 2;
    private long _lastHeartbeatTicks = long.MinValue / 2;
    private long _timeAtLastHeartbeat = long.MinValue / 2;

    /// <summary>The next batch where one is due, or null.</summary>
    public ProposedBatch? TryMake()
    {
        var head = chain.Head;
        var now = pace.GetTimestamp();
        if (pool.HasWaiting && pace.GetElapsedTime(_lastBatchTicks, now).TotalMilliseconds >= options.BatchIntervalMs)
        {
            _lastBatchTicks = now;
            return Make(head);
        }

        if (IsHeartbeatDue(head, now))
        {
            _lastHeartbeatTicks = now;
            _timeAtLastHeartbeat = head.Header.Time;
            return Make(head);
        }

        return null;
    }

    /// <summary>Takes back the transactions of a batch that did not get a place.</summary>
    public void OnLost(ProposedBatch batch) => pool.Return(batch.Transactions);

    private bool IsHeartbeatDue(ChainHead head, long now)
    {
        var lag = clock.GetUtcNow().ToUnixTimeMilliseconds() - head.Header.Time;
        if (lag < options.HeartbeatMs)
        {
            return false;
        }

        // A clock far ahead of the others' must not make the node propose without end: a heartbeat needs a reason to move time, or patience.
        var movedSince = head.Header.Time - _timeAtLastHeartbeat >= options.HeartbeatMs;
        var willMove = TimeProof(head) is { } proof && QuorumCertificates.MedianTime(proof, head.NextValidators) - head.Header.Time >= options.HeartbeatMs;
        return movedSince || willMove || pace.GetElapsedTime(_lastHeartbeatTicks, now).TotalMilliseconds >= options.HeartbeatMs;
    }

    private ProposedBatch Make(ChainHead head)
    {
        var batch = new Batch { Proposer = _proposer, TimeProof = TimeProof(head) };
        var room = IOrderer.BatchBytesMax - BatchOverheadBytes - batch.CalculateSize();
        var transactions = pool.Take(room, TransactionOverheadBytes, head.Header.Time);
        foreach (var transaction in transactions)
        {
            batch.Transactions.Add(UnsafeByteOperations.UnsafeWrap(transaction.Bytes));
        }

        return new ProposedBatch(batch.ToByteArray(), transactions);
    }

    private QuorumCertificate? TimeProof(ChainHead head)
    {
        var newest = finality.Newest;
        return newest.Height > head.TimeProofHeight ? newest : null;
    }
}
