using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>
    /// Checks a node's signed word that it refused a submission, with the key that the chain announces for that node's receipts now.
    /// </summary>
    /// <param name="submission">The bytes that were submitted.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What the node said.</returns>
    /// <exception cref="VerificationException">It is of another submission or chain, malformed, or no validator's word.</exception>
    /// <exception cref="LedgerClientException">The key could not be read with its proof.</exception>
    public async Task<ProvenRefusal> VerifyRefusalAsync(
        ReadOnlyMemory<byte> submission, RefusalReceipt receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (ReadBody(receipt) is not { } body || !Digest.TryRead(receipt.Node.Span, out var node))
        {
            throw BadRefusal("it cannot be read.");
        }

        if (!body.ChainId.Span.SequenceEqual(Genesis.ChainId.ToArray()))
        {
            throw BadRefusal("it is of another chain.");
        }

        if (!body.SubmissionDigest.Span.SequenceEqual(RefusalReceiptBytes.SubmissionDigest(Genesis.Hasher, submission.Span).ToArray()))
        {
            throw BadRefusal("it is of another submission.");
        }

        var message = RefusalReceiptBytes.Message(Genesis.Hasher, receipt.Body.Span);
        await ReceiptKeys.VerifyAsync(node, message, receipt.Signature, VerificationFailure.RefusalReceipt, cancellationToken)
            .ConfigureAwait(false);
        return new ProvenRefusal(node, body.Time, (RefusalCode)body.Code, body.Message);
    }

    // A refusal whose receipt was asked for comes with one that holds, and says the same as the node does.
    private async Task VerifyRefusalAsync(ReadOnlyMemory<byte> submission, RefusedException refused, CancellationToken cancellationToken)
    {
        var receipt = refused.Receipt ?? throw _chain.Fail(VerificationFailure.Missing, "the signed refusal that was asked for.");
        var proven = await VerifyRefusalAsync(submission, receipt, cancellationToken).ConfigureAwait(false);
        if (proven.Code != refused.Code || proven.Message != refused.Refusal.Message)
        {
            throw BadRefusal($"it says {proven.Code}, the node {refused.Code}.");
        }
    }

    private VerificationException BadRefusal(string what) =>
        _chain.Fail(VerificationFailure.RefusalReceipt, $"the receipt for a refusal: {what}");

    private static RefusalReceiptBody? ReadBody(RefusalReceipt receipt)
    {
        try
        {
            return RefusalReceiptBody.Parser.ParseFrom(receipt.Body);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
