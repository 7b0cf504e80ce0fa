using Google.Protobuf;
using Grpc.Core;
using Ledger.Api;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Status = Grpc.Core.Status;

namespace Ledger.FakeNode;

public sealed class FakeNodeService(FakeChain chain, FakeNodeBehaviour behaviour) : LedgerNode.LedgerNodeBase
{
    public override Task<TransactionStatus> Submit(SubmitRequest request, ServerCallContext context)
    {
        behaviour.Submitted.Enqueue(request.Transaction.ToByteArray());
        var refused = TransactionReader.TryRead(
            request.Transaction.Memory, chain.Genesis.Hasher, chain.Genesis.ChainId, chain.Genesis.Content.Limits, out var transaction);
        if (refused.IsRefused)
        {
            throw Refuse(refused.Code, refused.Detail);
        }

        if (behaviour.Refusal(request) is { } refusal)
        {
            throw refusal;
        }

        if (transaction!.Body.NotAfter < chain.Head.Header.Time)
        {
            throw Refuse(RefusalCode.Expired, $"It ended at {transaction.Body.NotAfter}; block time is {chain.Head.Header.Time}.");
        }

        var error = behaviour.SubmitErrors.TryDequeue(out var queued) ? queued : null;
        if ((error is null || behaviour.LandBeforeError) && !behaviour.Forget)
        {
            if (chain.Find(transaction!.Id) is null)
            {
                chain.Land([transaction], behaviour.ReceiptOf);
            }
        }

        return error is null ? Task.FromResult(StatusOf(transaction!.Id, prove: false)) : throw error;
    }

    public override Task<TransactionStatus> GetTransaction(GetTransactionRequest request, ServerCallContext context) =>
        Task.FromResult(StatusOf(new Digest(request.TransactionId.Span), request.Prove, request.NotAfter));

    public override Task<TransactionStatus> AwaitTransaction(GetTransactionRequest request, ServerCallContext context) =>
        GetTransaction(request, context);

    public override Task<NodeStatus> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        var head = chain.Head;
        var status = new NodeStatus
        {
            Name = "Fake",
            Header = head.HeaderBytes,
            Certificate = head.Certificate.Clone(),
            ExecutedHeight = head.Header.Height,
            NodeName = "fake",
        };
        behaviour.Status(status);
        return Task.FromResult(status);
    }

    public override Task<GetBlockResponse> GetBlock(GetBlockRequest request, ServerCallContext context)
    {
        var found = chain.Block(request.Height) ?? throw Refuse(RefusalCode.HeightNotAvailable, $"Height {request.Height} is not final.");
        var response = new GetBlockResponse
        {
            Block = new Block
            {
                Header = found.HeaderBytes,
                Batch = UnsafeByteOperations.UnsafeWrap(BatchBytes.Ordered(found.Batch.ToByteArray(), default)),
                Receipts = { found.Receipts },
            },
            Certificate = found.Certificate.Clone(),
        };
        behaviour.Block(response);
        return Task.FromResult(response);
    }

    public override async Task StreamBlocks(
        StreamBlocksRequest request, IServerStreamWriter<GetBlockResponse> responseStream, ServerCallContext context)
    {
        for (var height = request.From; height <= chain.Head.Header.Height; height++)
        {
            await responseStream.WriteAsync(await GetBlock(new GetBlockRequest { Height = height }, context));
        }
    }

    public override Task<GetHistoryProofResponse> GetHistoryProof(GetHistoryProofRequest request, ServerCallContext context)
    {
        var (head, height) = (request.Anchor == 0 ? chain.Head : chain.Block(request.Anchor), request.Height);
        if (head is null)
        {
            throw Refuse(RefusalCode.HeightNotAvailable, $"Height {request.Anchor} is not final.");
        }

        var found = height < head.Header.Height ? chain.Block(height) : null;
        var response = new GetHistoryProofResponse
        {
            Header = found?.HeaderBytes ?? throw Refuse(RefusalCode.HeightNotAvailable, $"Height {height} is not below the newest."),
            Anchor = head.HeaderBytes,
            Certificate = head.Certificate.Clone(),
            Proof = new MerkleProof { Index = height, Size = head.Header.Height },
        };
        var path = MerkleTree.AuditPath(chain.Genesis.Hasher, chain.HistoryLeaves(head.Header.Height), (int)height);
        response.Proof.Path.Add(path.Select(step => ByteString.CopyFrom(step.ToArray())));
        behaviour.History(response);
        return Task.FromResult(response);
    }

    public override Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context)
    {
        var block = Anchor(request.Height);
        var response = new GetStateResponse
        {
            Header = block.HeaderBytes,
            Certificate = block.Certificate.Clone(),
            Proof = chain.State.Prove(request.Key.ToByteArray(), block.Header.Height + 1).ToMessage(),
        };
        behaviour.State(response);
        return Task.FromResult(response);
    }

    public override Task<ListStateResponse> ListState(ListStateRequest request, ServerCallContext context)
    {
        var block = Anchor(request.Height);
        var limit = request.Limit == 0 ? StateLimits.PageEntriesMax : (int)request.Limit;
        var from = request.From.IsEmpty ? null : request.From.ToByteArray();
        var response = new ListStateResponse
        {
            Header = block.HeaderBytes,
            Certificate = block.Certificate.Clone(),
            Proof = chain.State.ProvePrefix(request.Prefix.ToByteArray(), block.Header.Height + 1, limit, from).ToMessage(),
        };
        behaviour.List(response);
        return Task.FromResult(response);
    }

    public override async Task SubscribeEvents(
        SubscribeEventsRequest request, IServerStreamWriter<EventRecord> responseStream, ServerCallContext context)
    {
        Interlocked.Increment(ref behaviour.Streams);
        var cursor = Math.Max(request.Cursor, 1);
        var sent = 0;
        if (behaviour.Beats && request.HeartbeatMs > 0)
        {
            await responseStream.WriteAsync(new EventRecord { Cursor = cursor - 1 }, context.CancellationToken);
        }

        if (Interlocked.Decrement(ref behaviour.StreamsThatFallSilent) >= 0)
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        while (true)
        {
            foreach (var record in chain.Events.Where(record => record.Cursor >= cursor))
            {
                cursor = record.Cursor + 1;
                if (!record.Event.Type.StartsWith(request.TypePrefix, StringComparison.Ordinal))
                {
                    continue;
                }

                if (behaviour.EventsBeforeBreak > 0 && sent == behaviour.EventsBeforeBreak)
                {
                    throw new RpcException(new Status(StatusCode.Unavailable, "cut"));
                }

                var copy = record.Clone();
                behaviour.Event(copy);
                await responseStream.WriteAsync(copy, context.CancellationToken);
                sent++;
            }

            await Task.Delay(5, context.CancellationToken);
        }
    }

    public override Task<ListEventsResponse> ListEvents(ListEventsRequest request, ServerCallContext context)
    {
        var events = chain.Events;
        var page = new ListEventsResponse { Last = (ulong)events.Count, Height = chain.Head.Header.Height };
        page.Events.AddRange(events.Where(record => record.Cursor > request.After).Take((int)request.Limit).Select(record =>
        {
            var copy = record.Clone();
            behaviour.Event(copy);
            return copy;
        }));
        page.After = page.Events.Count == 0 ? request.After : page.Events[^1].Cursor;
        page.CaughtUp = page.After == page.Last;
        behaviour.Events(page);
        return Task.FromResult(page);
    }

    /// <summary>A refusal as a node sends it.</summary>
    public static RpcException Refuse(RefusalCode code, string detail, RefusalReceipt? receipt = null) =>
        RefusalStatus.ToException(new Refused(code, detail), receipt);

    private FakeBlock Anchor(ulong height) =>
        height == 0 ? chain.Head : chain.Block(height) ?? throw Refuse(RefusalCode.HeightNotAvailable, $"Height {height} is not final.");

    private TransactionStatus StatusOf(Digest id, bool prove, long notAfter = 0)
    {
        var status = new TransactionStatus { TransactionId = ByteString.CopyFrom(id.ToArray()), Fate = Fate.Unknown };
        if (chain.Find(id) is var (height, index))
        {
            var block = chain.Block(height)!;
            status.Fate = Fate.Final;
            status.Height = height;
            status.Index = (uint)index;
            status.Receipt = block.Receipts[index];
            if (prove)
            {
                Prove(status, block, index);
            }
        }

        else if (notAfter > 0 && chain.Head.Header.Time > notAfter)
        {
            status.Fate = Fate.Expired;
            status.NotAfter = notAfter;
            ProveExpired(status, id, chain.Head);
        }

        behaviour.Transaction(status);
        return status;
    }

    /// <summary>Fills in what the state after a block shows of a transaction, whether it has landed or not.</summary>
    public void ProveExpired(TransactionStatus status, Digest id, FakeBlock at)
    {
        status.Header = at.HeaderBytes;
        status.Certificate = at.Certificate.Clone();
        status.HeaderBefore = at.Header.Height == 0 ? ByteString.Empty : chain.Block(at.Header.Height - 1)!.HeaderBytes;
        status.Absence = chain.State.Prove(LandedTransactions.Key(status.NotAfter, id), at.Header.Height + 1).ToMessage();
    }

    private void Prove(TransactionStatus status, FakeBlock block, int index)
    {
        status.Header = block.HeaderBytes;
        status.Certificate = block.Certificate.Clone();
        status.Signature = ByteString.CopyFrom(block.Transactions[index].Signature.Span);
        status.TransactionProof = Path(chain.TransactionLeaves(block.Transactions), index);
        status.ReceiptProof = Path(chain.ReceiptLeaves(block.Receipts), index);
    }

    private MerkleProof Path(Digest[] leaves, int index) => new()
    {
        Index = (ulong)index,
        Size = (ulong)leaves.Length,
        Path = { MerkleTree.AuditPath(chain.Genesis.Hasher, leaves, index).Select(step => ByteString.CopyFrom(step.ToArray())) },
    };
}
