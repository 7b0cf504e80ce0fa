using Ledger.Audit.Proofs;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness;
using Ledger.Witness.Checkpoints;

namespace Ledger.Cli.Commands.Witnesses;

/// <summary>One look of a witness at a checkpoint whose block is final: what it continues, and what is kept where it does not.</summary>
/// <param name="invocation">The command.</param>
/// <param name="client">A node, which shows where the block seen last stands in the new one's history.</param>
/// <param name="log">The log, whose tiles show the same of its tree.</param>
/// <param name="evidence">The folder where proofs are kept.</param>
internal sealed class WitnessRound(Invocation invocation, LedgerClient client, LogPlace log, string evidence)
{
    /// <summary>Returns where the checkpoint may be cosigned.</summary>
    /// <exception cref="CliException">It may not; the message says why, and where the proof of a fork is kept.</exception>
    internal async Task RequireContinuedAsync(WitnessRecord? record, ChainCheckpoint offered, CancellationToken cancellationToken)
    {
        if (record is null)
        {
            return;
        }

        ChainCheckpoint.TryRead(record.Note.Span, invocation.Genesis, out var read);
        var seen = read ?? throw CliException.Usage(
            "The memory is of another chain than --genesis: a witness has one for each chain.",
            "该记忆文件属于另一条链：每条链各用一个记忆文件。");
        var hasGrown = offered.Checkpoint.Size > seen.Checkpoint.Size;
        var shown = hasGrown ? await HistoryAsync(seen, offered, cancellationToken) : null;
        var consistency = hasGrown
            ? await log.ConsistencyAsync(seen.Checkpoint.Size, offered.Checkpoint.Size, cancellationToken)
            : [];
        switch (WitnessRule.Judge(seen, offered, shown?.Proof, consistency, invocation.Genesis.Hasher))
        {
            case WitnessVerdict.Continues:
                return;
            case WitnessVerdict.Behind:
                throw CliException.NotVerified(
                    $"The log has {offered.Checkpoint.Size:N0} headers and had {seen.Checkpoint.Size:N0} when you cosigned last: nothing " +
                    "was cosigned. Wait until it is published anew, and ask its publisher where it went.",
                    $"日志现有 {offered.Checkpoint.Size:N0} 个区块头，而上次会签时为 {seen.Checkpoint.Size:N0} 个：未予会签。" +
                    "请等待重新发布，并询问发布者。");
            case WitnessVerdict.OtherBlock:
                throw Forked(Fork(record, seen, new FinalityProof
                {
                    ValidatorChanges = { await client.ProveValidatorChangesAsync(offered.Header.Height, cancellationToken) },
                    Header = offered.Quorum.Header,
                    Certificate = offered.Quorum.Certificate,
                }));
            case WitnessVerdict.OtherBranch:
                throw await OtherBranchAsync(record, seen, offered, shown!, cancellationToken);
            default:
                throw OtherTree(seen, offered);
        }
    }

    // The proof must lead to the offered header and to no other: a node that shows another block there is on another branch than the log.
    private async Task<GetHistoryProofResponse> HistoryAsync(
        ChainCheckpoint seen, ChainCheckpoint offered, CancellationToken cancellationToken)
    {
        var shown = await client.ReadHistoryAsync(seen.Header.Height, offered.Header.Height, cancellationToken);
        if (shown.Anchor.Equals(offered.Quorum.Header))
        {
            return shown;
        }

        var height = offered.Header.Height;
        if (await client.ProveFinalityAsync(height, cancellationToken) is { } other && !other.Header.Equals(offered.Quorum.Header))
        {
            throw Forked(new ForkEvidence
            {
                First = new FinalityProof
                {
                    ValidatorChanges = { await client.ProveValidatorChangesAsync(height, cancellationToken) },
                    Header = offered.Quorum.Header,
                    Certificate = offered.Quorum.Certificate,
                },
                Second = other,
            });
        }

        throw Unproven(seen);
    }

    private async Task<CliException> OtherBranchAsync(
        WitnessRecord record, ChainCheckpoint seen, ChainCheckpoint offered, GetHistoryProofResponse shown,
        CancellationToken cancellationToken)
    {
        var hash = BlockHeader.Hash(invocation.Genesis.Hasher, shown.Header.Span);
        return MerkleProofVerifier.Verify(offered.Header.HistoryRoot, hash.ToArray(), shown.Proof, invocation.Genesis.Hasher) ==
            ProofError.None && BlockHeader.TryDecode(shown.Header.Span, out var header) && header.Height == seen.Header.Height
                ? Forked(Fork(record, seen, new FinalityProof
                {
                    ValidatorChanges = { await client.ProveValidatorChangesAsync(offered.Header.Height, cancellationToken) },
                    Header = shown.Header,
                    Anchor = offered.Quorum.Header,
                    Certificate = offered.Quorum.Certificate,
                    History = shown.Proof,
                }))
                : Unproven(seen);
    }

    private static ForkEvidence Fork(WitnessRecord record, ChainCheckpoint seen, FinalityProof other) => new()
    {
        First = new FinalityProof
        {
            ValidatorChanges = { record.ValidatorChanges },
            Header = seen.Quorum.Header,
            Certificate = seen.Quorum.Certificate,
        },
        Second = other,
    };

    private CliException Forked(ForkEvidence fork)
    {
        var path = ForkFiles.Keep(fork, evidence, invocation.Warnings);
        return CliException.NotVerified(
            $"The chain has forked: two final blocks of one height. Nothing was cosigned, and nothing will be. The proof is {path}.",
            $"链已分叉：同一高度有两个已终局区块。未予会签，此后亦不会签。证明存于 {path}。");
    }

    private CliException OtherTree(ChainCheckpoint seen, ChainCheckpoint offered)
    {
        var path = Path.Combine(evidence, $"log-{seen.Checkpoint.Size}-{offered.Checkpoint.Size}.notes");
        File.WriteAllBytes(path, [.. seen.Note.ToBytes(), (byte)'\n', .. offered.Note.ToBytes()]);
        return CliException.NotVerified(
            $"The chain goes on, but the log's tree of {offered.Checkpoint.Size:N0} headers does not begin with the one that you " +
            $"cosigned: whoever publishes it errs or lies. Both checkpoints are kept in {path}.",
            $"链在延续，但日志现有 {offered.Checkpoint.Size:N0} 个区块头的树并不以您会签过的树开头：发布者有误或不实。" +
            $"两个检查点存于 {path}。");
    }

    private static CliException Unproven(ChainCheckpoint seen) => CliException.NotVerified(
        $"The node does not show that block {seen.Header.Height:N0}, which you cosigned last, is in the new block's history: nothing was " +
        "cosigned. Ask another node.",
        $"节点未能证明您上次会签的区块 {seen.Header.Height:N0} 属于新区块的历史：未予会签。请改用其他节点。");
}
