using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Client.Rpc;
using Ledger.Client.Trust;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>The newest final block, and what the node says of itself.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its head does not verify.</exception>
    public async Task<ChainStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var seen = HeightSeen;
        var status = await _calls.CallAsync(_node.GetStatusAsync, new GetStatusRequest(), cancellationToken).ConfigureAwait(false);
        var head = await _chain.VerifyAsync(status.Header, [], status.Certificate, cancellationToken).ConfigureAwait(false);
        var freshness = CheckNewest(head, seen);
        if (freshness.IsFresh)
        {
            _chain.Head.ObserveHead(head.Header);
        }

        return new ChainStatus
        {
            Freshness = freshness,
            Height = head.Header.Height,
            BlockTime = head.Header.Time,
            BlockHash = head.Hash,
            StateRoot = head.Header.StateRoot,
            Validators = _chain.RosterAt(head.Header.Height).Set,
            Node = status,
        };
    }

    /// <summary>A final block with its transactions and receipts.</summary>
    /// <exception cref="LedgerClientException">
    /// The node refused (the height is not final or no longer kept), is unreachable, or the block does not verify.
    /// </exception>
    public async Task<VerifiedBlock> GetBlockAsync(ulong height, CancellationToken cancellationToken = default)
    {
        var response = await _calls.CallAsync(_node.GetBlockAsync, new GetBlockRequest { Height = height }, cancellationToken)
            .ConfigureAwait(false);
        if (response.Block is not { } block)
        {
            throw _chain.Fail(VerificationFailure.Missing, $"block {height}.");
        }

        var verified = await VerifyBlockHeaderAsync(height, block, response.Certificate, cancellationToken).ConfigureAwait(false);
        if (verified.Header.Height != height)
        {
            throw _chain.Fail(VerificationFailure.OtherHeight, $"asked for block {height}, got {verified.Header.Height}.");
        }

        // Null where what was ordered does not count: the block is empty, which the roots confirm.
        var batch = BatchBytes.Counted(verified.Header, block.Batch.Memory);
        var transactions = batch?.Transactions.Select(ReadTransaction).ToList() ?? [];
        CheckRoot(
            verified.Header.TransactionsRoot,
            transactions.Select(transaction => transaction?.LeafContent() ?? []),
            "transactions",
            height);
        CheckRoot(verified.Header.ReceiptsRoot, block.Receipts.Select(receipt => receipt.ToByteArray()), "receipts", height);
        return new VerifiedBlock
        {
            Header = verified.Header,
            Hash = verified.Hash,
            Batch = batch,
            TransactionIds = [.. transactions.Select(transaction => transaction?.Id)],
            Receipts = [.. block.Receipts.Select(receipt => Receipt.Parser.ParseFrom(receipt))],
            Certificate = response.Certificate,
        };
    }

    /// <summary>
    /// Final blocks from a height on, up to the node's newest, as the node has them: nothing of them is verified. For auditors, who verify
    /// them where they keep them.
    /// </summary>
    /// <param name="from">The first height, 1 or more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or is silent for as long as a call may take.</exception>
    public async IAsyncEnumerable<GetBlockResponse> StreamBlocksAsync(
        ulong from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = _node.StreamBlocks(new StreamBlocksRequest { From = from }, cancellationToken: silence.Token);
        while (true)
        {
            silence.CancelAfter(_options.CallTimeout);
            try
            {
                if (!await call.ResponseStream.MoveNext(silence.Token).ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (RpcException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw RpcErrors.Map(_options.Node, e);
            }

            yield return call.ResponseStream.Current;
        }
    }

    // Not every block has a certificate of its own: it is in the history of the newest one that has.
    private async Task<VerifiedHeader> VerifyBlockHeaderAsync(
        ulong height, Block block, QuorumCertificate? certificate, CancellationToken cancellationToken)
    {
        if (certificate is not null || height == 0)
        {
            return await _chain.VerifyAsync(block.Header, [], certificate, cancellationToken).ConfigureAwait(false);
        }

        var proof = await _calls.CallAsync(_node.GetHistoryProofAsync, new GetHistoryProofRequest { Height = height }, cancellationToken)
            .ConfigureAwait(false);
        return await _chain.VerifyInHistoryAsync(block.Header, proof, cancellationToken).ConfigureAwait(false);
    }

    private SignedTransaction? ReadTransaction(ByteString bytes)
    {
        TransactionReader.TryRead(bytes.Memory, Genesis.Hasher, Genesis.ChainId, Genesis.Content.Limits, out var transaction);
        return transaction;
    }

    private void CheckRoot(Digest root, IEnumerable<byte[]> leaves, string what, ulong height)
    {
        Digest[] hashes = [.. leaves.Select(leaf => MerkleTree.LeafHash(Genesis.Hasher, leaf))];
        if (MerkleTree.Root(Genesis.Hasher, hashes) != root)
        {
            throw _chain.Fail(VerificationFailure.BlockContent, $"the {what} of block {height} do not make its header's root.");
        }
    }

    // That a block is final does not make it the newest: what can be told of that is told here, of every head.
    private HeadFreshness CheckNewest(VerifiedHeader head, ulong seen)
    {
        var (height, time) = (head.Header.Height, head.Header.Time);
        if (height < seen) // answers may overtake one another, so a head is held against what had been seen when it was asked for
        {
            throw _chain.Fail(VerificationFailure.StaleHead, $"the node's newest block is {height}, but {seen} was final before.");
        }

        if (_options.Checkpoint is { } pinned && height < pinned.Height)
        {
            throw _chain.Fail(
                VerificationFailure.BelowCheckpoint,
                $"the node's newest block is {height}, but block {pinned.Height} is pinned as final.");
        }

        var freshness = HeadFreshness.At(_options.Time.GetUtcNow(), height, time, _options.MaxHeadAge);
        if (!freshness.IsFresh && _options.StaleHeads == StaleHeadPolicy.Refuse)
        {
            throw _chain.Fail(VerificationFailure.OldHead, freshness.Words);
        }

        if (!freshness.IsFresh)
        {
            _logger.StaleHead(Node, freshness.Words);
            _options.OnStaleHead?.Invoke(freshness);
        }

        return freshness;
    }
}
