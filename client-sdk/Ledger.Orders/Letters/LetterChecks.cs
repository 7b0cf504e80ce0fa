using Google.Protobuf;
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
    internal async Task<(OrderRefused Refused, Schema.Signer? Signer)> SignerOfAsync(
        ReadOnlyMemory<byte> certificateId, SignBytes signed, Signature? signature, CancellationToken cancellationToken)
    {
        if (signature is null || !Digest.TryRead(certificateId.Span, out var id))
        {
            return (new(OrderRefusal.BadSignature, "There is no signature."), null);
        }

        var (refused, signer) = await SignerOfAsync(id, signed, signature.Value, cancellationToken).ConfigureAwait(false);
        return refused.IsRefused || signature.Algorithm == (uint)signer!.Key.Algorithm ? (refused, signer)
            : (new(OrderRefusal.BadSignature, $"The signature is marked with another algorithm than that of certificate {id}."), null);
    }

    /// <summary>Who signed with a certificate's key, whose algorithm counts.</summary>
    internal async Task<(OrderRefused Refused, Schema.Signer? Signer)> SignerOfAsync(
        Digest id, SignBytes signed, ByteString signature, CancellationToken cancellationToken)
    {
        if (await chain.SignerAsync(id, cancellationToken).ConfigureAwait(false) is not { } signer)
        {
            return (new(OrderRefusal.BadCertificate, $"Certificate {id} is not registered, not valid now, or not of an active CA."), null);
        }

        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(signer.Key, signed, signature.Memory)], valid);
        return valid[0]
            ? (OrderRefused.No, signer)
            : (new(OrderRefusal.BadSignature, $"The signature does not verify under certificate {id}."), null);
    }
}
