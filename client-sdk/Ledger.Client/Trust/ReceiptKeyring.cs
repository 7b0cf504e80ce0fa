using System.Collections.Concurrent;
using Ledger.Schema.Membership;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Client.Trust;

/// <summary>
/// The keys that nodes sign receipts with: those that the chain announces, read from its state with a proof. What a node says of its key
/// counts for nothing.
/// </summary>
internal sealed class ReceiptKeyring(LedgerClient client)
{
    private static readonly SignatureVerifier Verifier = new();
    private readonly ConcurrentDictionary<Digest, PublicKey> _keys = new();

    /// <summary>Throws unless this validator of the chain has signed.</summary>
    /// <exception cref="VerificationException">It is no validator, or its key did not sign.</exception>
    internal async Task VerifyAsync(
        Digest node, SignBytes receipt, Signature? signature, VerificationFailure failure, CancellationToken cancellationToken)
    {
        // A validator may have taken a new key since it was looked up.
        if (_keys.TryGetValue(node, out var known) && IsSignedBy(known, receipt, signature))
        {
            return;
        }

        var announced = await client.ReadAsync(
            MembershipTables.ReceiptKeys, MembershipTables.ReceiptKeys.Key(node.ToArray()), 0, cancellationToken)
            .ConfigureAwait(false);
        var record = announced.Record ?? throw client.Fail(failure, $"{node} is no validator of the chain at height {announced.Height}.");
        var key = _keys[node] = new PublicKey((SignatureAlgorithm)record.Algorithm, record.PublicKey.Span);
        if (!IsSignedBy(key, receipt, signature))
        {
            throw client.Fail(
                failure, $"the receipt is not signed by the key that the chain announces for the receipts of validator {node}.");
        }
    }

    private static bool IsSignedBy(PublicKey key, SignBytes receipt, Signature? signature)
    {
        if (signature is null || signature.Algorithm != (uint)key.Algorithm)
        {
            return false;
        }

        Span<bool> valid = [false];
        Verifier.Verify([new SignatureCheck(key, receipt, signature.Value.Memory)], valid);
        return valid[0];
    }
}
