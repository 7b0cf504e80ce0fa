using Ledger.Crypto;
using Ledger.Protocol;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Orders;

/// <summary>Whether a registered certificate signed something, as the chain has it now.</summary>
/// <param name="chain">Resolves certificates by proved reads.</param>
/// <param name="verifier">Verifies signatures.</param>
internal sealed class LetterChecks(IOrderChain chain, ISignatureVerifier verifier)
{
    /// <summary>Who signed; a refusal where the certificate does not count or the signature does not verify.</summary>
    internal async Task<(OrderRefused Refused, Contracts.Signer? Signer)> SignerOfAsync(
        ReadOnlyMemory<byte> certificateId, Digest signed, Signature? signature, CancellationToken cancellationToken)
    {
        if (signature is null || !Digest.TryRead(certificateId.Span, out var id))
        {
            return (new(OrderRefusal.BadSignature, "There is no signature."), null);
        }

        if (await chain.SignerAsync(id, cancellationToken).ConfigureAwait(false) is not { } signer)
        {
            return (new(OrderRefusal.BadCertificate, $"Certificate {id} is not registered, not valid now, or not of an active CA."), null);
        }

        Span<bool> valid = [false];
        if (signature.Algorithm == (uint)signer.Key.Algorithm)
        {
            verifier.Verify([new SignatureCheck(signer.Key, signed.ToArray(), signature.Value.Memory)], valid);
        }

        return valid[0] ? (OrderRefused.No, signer) : (new(OrderRefusal.BadSignature, $"The signature does not verify under certificate {id}."), null);
    }
}
