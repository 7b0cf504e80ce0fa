using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Held;
using Ledger.Api.Proofs;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Serves one node. Submissions here; reads in <c>.Reads</c>, streams in <c>.Streams</c>.</summary>
[BindServiceMethod(typeof(RefusingBinder<LedgerNode.LedgerNodeBase>), nameof(RefusingBinder<>.BindService))]
public sealed partial class LedgerNodeService : LedgerNode.LedgerNodeBase
{
    private readonly NodeRunner _runner;
    private readonly INode _core;
    private readonly NodeIdentity _identity;
    private readonly ApiOptions _options;
    private readonly RefusalReceipts _receipts;
    private readonly TransactionProofs _proofs;
    private readonly ExpiryProofs _expiries;
    private readonly PastProofs _pastProofs;
    private readonly HeldCalls _streams;
    private readonly HeldCalls _waits;

    /// <summary>Serves <paramref name="runner"/> under its identity.</summary>
    public LedgerNodeService(NodeRunner runner, NodeIdentity identity, ApiOptions options, TimeProvider clock)
    {
        _runner = runner;
        _core = runner.Core;
        _identity = identity;
        _options = options;
        _receipts = new RefusalReceipts(_core.Chain.Genesis.ChainId, _core.Chain.Genesis.Hasher, identity, clock);
        _proofs = new TransactionProofs(_core, _core.Chain.Genesis.Hasher, options);
        _expiries = new ExpiryProofs(_core, options.HeadersMax);
        _pastProofs = new PastProofs(_core.Chain.State, options, runner.Stopping);
        _streams = new HeldCalls("streams", options.StreamsMax, options.PartOf(options.StreamsMax), options.StreamIdleMax, runner.Stopping);
        _waits = new HeldCalls("waits", options.WaitsMax, options.PartOf(options.WaitsMax), options.WaitMax, runner.Stopping);
    }

    /// <inheritdoc/>
    public override async Task<TransactionStatus> Submit(SubmitRequest request, ServerCallContext context)
    {
        var result = await _runner.SubmitAsync(request.Transaction.Memory).ConfigureAwait(false);
        if (result.Refused.IsRefused && result.Refused.Code != RefusalCode.Duplicate)
        {
            var receipt = request.SignedRefusal ? _receipts.Sign(request.Transaction.Span, result.Refused) : null;
            throw RefusalStatus.ToException(result.Refused, receipt);
        }

        // The same bytes again are harmless: the answer is what became of them.
        var id = result.Transaction!.Id;
        if (request.WaitFor == WaitFor.Final)
        {
            await WaitAsync(id, context).ConfigureAwait(false);
        }

        return StatusOf(id, request.Prove);
    }

    /// <inheritdoc/>
    public override Task<TransactionStatus> GetTransaction(GetTransactionRequest request, ServerCallContext context) =>
        Task.FromResult(StatusOf(RequireId(request), request.Prove, request.NotAfter));

    /// <inheritdoc/>
    public override async Task<TransactionStatus> AwaitTransaction(GetTransactionRequest request, ServerCallContext context)
    {
        var id = RequireId(request);
        if (_runner.Fates.Find(id, request.NotAfter).Fate is not (Fate.Final or Fate.Expired))
        {
            await WaitAsync(id, context).ConfigureAwait(false);
        }

        return StatusOf(id, request.Prove, request.NotAfter);
    }

    // Whoever asked longer than a wait may take is told how the transaction stands, and may ask again.
    private Task WaitAsync(Digest id, ServerCallContext context) => _waits.RunAsync(
        context,
        async call =>
        {
            await _runner.Fates.WaitAsync(id, _options.WaitMax, call.Token).ConfigureAwait(false);
            return true;
        });

    private TransactionStatus StatusOf(Digest id, bool prove, long notAfter = 0)
    {
        var (fate, height, index) = _runner.Fates.Find(id, notAfter);
        var status = new TransactionStatus
        {
            TransactionId = ByteString.CopyFrom(id.ToArray()),
            Fate = fate,
            Height = height,
            Index = (uint)index,
        };
        if (fate is Fate.Final or Fate.Ordered)
        {
            _proofs.Fill(status, prove && fate == Fate.Final);
        }
        else if (fate == Fate.Expired)
        {
            status.NotAfter = _runner.Fates.NotAfterOf(id, notAfter);
            if (prove)
            {
                _expiries.Fill(status, id);
            }
        }

        return status;
    }

    private static Digest RequireId(GetTransactionRequest request) => Digest.TryRead(request.TransactionId.Span, out var id)
        ? id
        : throw RefusalStatus.ToException(
            new Refused(RefusalCode.BadRequest, $"A transaction id has {Digest.Bytes} bytes, this one {request.TransactionId.Length}."));
}
