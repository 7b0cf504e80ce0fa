using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Schema.Guarantee;

/// <summary>
/// Whether the bidder applied for a guarantee: it signed these very terms when it signed the contract (投保合同签订). One bidder has one live
/// guarantee in a section, so without this a guarantor could reveal one that nobody asked for, and keep the bidder's own out.
/// </summary>
public static class ApplicantRules
{
    /// <summary>
    /// Checks the bidder's signature under a first version; later versions belong to the first and have none. <see
    /// cref="RefusalCode.NotSignedByApplicant"/> where it is missing, of a certificate that was not registered for the bidder or did not
    /// count at <paramref name="issuedAt"/>, or does not verify.
    /// </summary>
    /// <param name="carried">The terms in their canonical encoding.</param>
    /// <param name="terms">The same, parsed.</param>
    /// <param name="issuedAt">When the sealed record was issued, UTC milliseconds.</param>
    /// <param name="state">The state at or after that time.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="hasher">Its hash.</param>
    /// <param name="verifier">Verifies the signature.</param>
    public static Refused Check(
        ByteString carried, GuaranteeTerms terms, long issuedAt, IStateReader state, Digest chainId, IHasher hasher,
        ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(carried);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Version > 1)
        {
            return terms.ApplicantSignature is null
                ? Refused.No
                : new Refused(
                    RefusalCode.TermsMismatch, $"Version {terms.Version} bears a bidder's signature; only the first version does.");
        }

        if (terms.ApplicantSignature is not { } signature || !Digest.TryRead(signature.CertificateId.Span, out var certificateId))
        {
            return Unsigned($"The terms bear no signature of bidder {terms.ApplicantUscc}.");
        }

        if (CheckCertificate(certificateId, terms.ApplicantUscc, issuedAt, state, out var signer) is { IsRefused: true } refused)
        {
            return refused;
        }

        return ApplicantSignatures.Verify(hasher, verifier, chainId, carried.Span, signature, signer!.Key)
            ? Refused.No
            : Unsigned($"The signature under the terms does not verify under certificate {certificateId} of bidder {terms.ApplicantUscc}.");
    }

    /// <summary>
    /// What <see cref="Check"/> will ask the verifier about terms, as far as that can be told before; null where it cannot, or will ask
    /// nothing.
    /// </summary>
    public static SignatureCheck? FindCheck(
        ByteString carried, GuaranteeTerms terms, long issuedAt, IStateReader state, Digest chainId, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(carried);
        ArgumentNullException.ThrowIfNull(terms);
        return terms is { Version: 1, ApplicantSignature: { } signature } && Digest.TryRead(signature.CertificateId.Span, out var id)
            && !SignerRules.Resolve(state, id, issuedAt, out var signer).IsRefused
                ? ApplicantSignatures.CheckOf(hasher, chainId, carried.Span, signature, signer!.Key)
                : null;
    }

    private static Refused CheckCertificate(Digest id, string bidder, long issuedAt, IStateReader state, out Signer? signer)
    {
        if (SignerRules.Resolve(state, id, issuedAt, out signer) is { IsRefused: true } notValid)
        {
            return Unsigned($"When the guarantee was issued, the bidder's certificate did not count: {notValid.Detail}");
        }

        var registeredAt = RegisteredCertificates.Find(id.ToArray(), state)!.RegisteredAt;
        return registeredAt > issuedAt ? Unsigned(
            $"Certificate {id} was registered at {registeredAt}, after the guarantee was issued at {issuedAt}.")
            : signer!.Uscc != bidder ? Unsigned($"The terms name bidder {bidder} and are signed by {signer.Uscc}.")
            : Refused.No;
    }

    private static Refused Unsigned(string detail) => new(RefusalCode.NotSignedByApplicant, detail);
}
