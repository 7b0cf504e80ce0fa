using Google.Protobuf;
using Ledger.Client.Rpc;
using Ledger.Client.Trust;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Client.Witnesses;

/// <summary>Reads from a node what proves without it that a block is final.</summary>
internal sealed class FinalityReader(LedgerNode.LedgerNodeClient node, NodeCalls calls, TrustedChain chain)
{
    private static readonly ByteString ValidatorsKey =
        ByteString.CopyFrom(MembershipTables.Validators.Key(MembershipTables.Current));

    /// <summary>A header's place in the history of a later final one, as the node has it.</summary>
    internal Task<GetHistoryProofResponse> HistoryAsync(ulong height, ulong anchor, CancellationToken cancellationToken) =>
        calls.CallAsync(node.GetHistoryProofAsync, new GetHistoryProofRequest { Height = height, Anchor = anchor }, cancellationToken);

    /// <summary>That the node's block of a height is final; null where the node shows none.</summary>
    internal async Task<(FinalityProof Proof, VerifiedHeader Block)?> FindAsync(ulong height, CancellationToken cancellationToken)
    {
        try
        {
            var (proof, block) = await ReadAsync(height, cancellationToken).ConfigureAwait(false);
            var certified = proof.Certificate.Height;
            proof.ValidatorChanges.Add(await ChangesAsync(certified, cancellationToken).ConfigureAwait(false));
            return (proof, block);
        }
        catch (RefusedException e) when (e.Code == RefusalCode.HeightNotAvailable)
        {
            return null;
        }
    }

    /// <summary>The changes of the validators below a height, proven.</summary>
    internal async Task<IReadOnlyList<ValidatorChange>> ChangesAsync(ulong below, CancellationToken cancellationToken)
    {
        var changes = new List<ValidatorChange>();
        foreach (var height in chain.ValidatorChanges.Where(height => height < below))
        {
            var request = new GetStateRequest { Key = ValidatorsKey, Height = height };
            var response = await calls.CallAsync(node.GetStateAsync, request, cancellationToken).ConfigureAwait(false);
            changes.Add(new ValidatorChange
            {
                Header = response.Header,
                Certificate = response.Certificate,
                Proof = response.Proof,
            });
        }

        return changes;
    }

    private async Task<(FinalityProof Proof, VerifiedHeader Block)> ReadAsync(ulong height, CancellationToken cancellationToken)
    {
        var response = await calls.CallAsync(node.GetBlockAsync, new GetBlockRequest { Height = height }, cancellationToken)
            .ConfigureAwait(false);
        if (response is { Block: { } block, Certificate: { } certificate } && height > 0)
        {
            var own = await chain.VerifyFinalAsync(block.Header, [], certificate, cancellationToken).ConfigureAwait(false);
            return (new FinalityProof { Header = block.Header, Certificate = certificate }, Expect(own, height));
        }

        var history = await HistoryAsync(height, anchor: 0, cancellationToken).ConfigureAwait(false);
        var below = await chain.VerifyInFinalHistoryAsync(history.Header, history, cancellationToken).ConfigureAwait(false);
        var proof = new FinalityProof
        {
            Header = history.Header,
            Anchor = history.Anchor,
            Certificate = history.Certificate,
            History = history.Proof,
        };
        return (proof, Expect(below, height));
    }

    private VerifiedHeader Expect(VerifiedHeader shown, ulong height) => shown.Header.Height == height
        ? shown
        : throw chain.Fail(VerificationFailure.OtherHeight, $"asked for block {height}, got {shown.Header.Height}.");
}
