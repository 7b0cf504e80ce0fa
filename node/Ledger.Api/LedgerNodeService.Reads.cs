using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Proofs;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;

namespace Ledger.Api;

public sealed partial class LedgerNodeService
{
    private static readonly string Version = typeof(LedgerNodeService).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <inheritdoc/>
    public override Task<NodeStatus> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        var anchor = FinalAnchor.Newest(_core);
        var head = _core.Chain.Head;
        return Task.FromResult(new NodeStatus
        {
            ChainId = ByteString.CopyFrom(head.Header.ChainId.ToArray()),
            Name = _core.Chain.Genesis.Content.Name,
            Header = anchor.Header,
            Certificate = anchor.Certificate,
            ExecutedHeight = head.Height,
            Node = ByteString.CopyFrom(_identity.Id.ToArray()),
            NodeName = _identity.Name,
            MempoolTransactions = (uint)_core.Pool.Count,
            MempoolBytes = (ulong)_core.Pool.Bytes,
            Validators = _core.Chain.ValidatorsFor(anchor.Certificate.Height).Set,
            Version = Version,
        });
    }

    /// <inheritdoc/>
    public override Task<GetBlockResponse> GetBlock(GetBlockRequest request, ServerCallContext context) =>
        Task.FromResult(BlockAt(request.Height) ?? throw NotFinal(request.Height));

    /// <inheritdoc/>
    public override Task<GetHistoryProofResponse> GetHistoryProof(GetHistoryProofRequest request, ServerCallContext context)
    {
        var (anchor, certificate, size) = HistoryAnchor(request.Anchor);
        var height = request.Height;
        if (height >= size || _core.Chain.Blocks.GetBlock(height) is not { } block)
        {
            throw NotFinal(height);
        }

        var tree = new HistoryTree(_core.Chain.Genesis.Hasher, _core.Chain.Blocks.HistoryNode);
        var response = new GetHistoryProofResponse
        {
            Header = block.Header,
            Anchor = anchor,
            Certificate = certificate,
            Proof = new MerkleProof { Index = height, Size = size, Path = { DigestBytes.Of(tree.Inclusion(height, size)) } },
        };
        if (height > 0)
        {
            response.Consistency.Add(DigestBytes.Of(tree.Consistency(height, size)));
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context)
    {
        if (request.Key.Length is 0 or > StateLimits.KeyBytesMax)
        {
            throw RefusalStatus.ToException(
                new Refused(
                    RefusalCode.BadRequest, $"A state key has 1 to {StateLimits.KeyBytesMax} bytes, this one {request.Key.Length}."));
        }

        var (anchor, height) = AnchorOf(request.Height);
        var key = request.Key.ToByteArray();
        var proof = await _pastProofs.RunAsync(context, height, () => _core.Chain.State.Prove(key, height)).ConfigureAwait(false);
        return new GetStateResponse
        {
            Header = anchor.Header,
            Certificate = anchor.Certificate,
            Headers = { anchor.HeadersAbove },
            Proof = proof.ToMessage(),
        };
    }

    /// <inheritdoc/>
    public override async Task<ListStateResponse> ListState(ListStateRequest request, ServerCallContext context)
    {
        if (request.Prefix.Length is 0 or > StateLimits.KeyBytesMax || request.From.Length > StateLimits.KeyBytesMax ||
            request.Limit > _options.PageMax)
        {
            throw RefusalStatus.ToException(new Refused(
                RefusalCode.BadRequest,
                $"A prefix has 1 to {StateLimits.KeyBytesMax} bytes and a page at most {_options.PageMax} keys; asked were " +
                $"{request.Prefix.Length} bytes and {request.Limit} keys."));
        }

        var (anchor, height) = AnchorOf(request.Height);
        var limit = request.Limit == 0 ? _options.PageMax : (int)request.Limit;
        var from = request.From.IsEmpty ? null : request.From.ToByteArray();
        var prefix = request.Prefix.ToByteArray();
        var proof = await _pastProofs.RunAsync(
            context, height, () => _core.Chain.State.ProvePrefix(prefix, height, limit, from)).ConfigureAwait(false);
        return new ListStateResponse
        {
            Header = anchor.Header,
            Certificate = anchor.Certificate,
            Headers = { anchor.HeadersAbove },
            Proof = proof.ToMessage(),
        };
    }

    // Who has a later final header already wants to see the way to it, and to no other.
    private (ByteString Header, QuorumCertificate? Certificate, ulong Height) HistoryAnchor(ulong asked)
    {
        if (asked == 0)
        {
            var newest = FinalAnchor.Newest(_core);
            return (newest.Header, newest.Certificate, newest.Certificate.Height);
        }

        return BlockAt(asked) is { } found ? (found.Block.Header, found.Certificate, asked) : throw NotFinal(asked);
    }

    private (FinalAnchor Anchor, ulong Height) AnchorOf(ulong asked)
    {
        var height = asked == 0 ? _core.Finality.FinalHeight : asked;
        if (height < _core.Chain.State.OldestVersion || FinalAnchor.At(_core, height, _options.HeadersMax) is not { } anchor)
        {
            throw NotFinal(height);
        }

        return (anchor, height);
    }

    private GetBlockResponse? BlockAt(ulong height)
    {
        if (height > _core.Finality.FinalHeight || _core.Chain.Blocks.GetBlock(height) is not { } block)
        {
            return null;
        }

        return new GetBlockResponse { Block = block, Certificate = _core.Votes.ReadCertificate(height) };
    }

    private RpcException NotFinal(ulong height) => RefusalStatus.ToException(IsPruned(height)
        ? new Refused(RefusalCode.NotKept, $"Block {height} is not kept here: this node keeps blocks from {_core.Chain.Blocks.Oldest} on.")
        : new Refused(
            RefusalCode.HeightNotAvailable,
            $"Height {height} is not available: final is {_core.Finality.FinalHeight}, the oldest kept state is of " +
            $"{_core.Chain.State.OldestVersion}."));

    private bool IsPruned(ulong height) => height > 0 && height < _core.Chain.Blocks.Oldest;
}
