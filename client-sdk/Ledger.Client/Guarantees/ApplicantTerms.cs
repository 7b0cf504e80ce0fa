using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>Terms as their bidder signed them (投保合同签订). Others cannot be revealed, so a guarantor looks before it issues.</summary>
public static class ApplicantTerms
{
    /// <summary>The terms with the bidder's signature.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="terms">Terms of version 1.</param>
    /// <param name="applicant">The bidder's registered certificate and its key.</param>
    public static GuaranteeTerms Sign(GenesisFile genesis, GuaranteeTerms terms, ClientSigner applicant)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(applicant);
        return ApplicantSignatures.Sign(genesis.Hasher, genesis.ChainId, terms, applicant.CertificateId, applicant.Key);
    }

    /// <summary>Requires that these terms, issued now, would count as signed by their bidder. Later versions bear no signature and need none.</summary>
    /// <param name="client">Reads the certificate with proofs.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="RefusedException">They would not: <see cref="RefusalCode.NotSignedByApplicant"/>.</exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or its answer does not verify.</exception>
    public static async Task RequireSignedAsync(LedgerClient client, GuaranteeTerms terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Version > 1)
        {
            return;
        }

        if (terms.ApplicantSignature is not { } signature || !Digest.TryRead(signature.CertificateId.Span, out var certificateId))
        {
            throw Unsigned($"The terms of guarantee {terms.GuaranteeNo} bear no signature of bidder {terms.ApplicantUscc}.");
        }

        var (refused, signer) = await client.ResolveSignerAsync(certificateId, cancellationToken).ConfigureAwait(false);
        var why = refused.IsRefused ? refused.Detail
            : signer!.Uscc != terms.ApplicantUscc ? $"The terms of guarantee {terms.GuaranteeNo} name bidder {terms.ApplicantUscc} and are signed by {signer.Uscc}."
            : ApplicantSignatures.Verify(client.Genesis.Hasher, new SignatureVerifier(), client.Genesis.ChainId, terms.ToByteArray(), signature, signer.Key) ? null
            : $"The signature under the terms of guarantee {terms.GuaranteeNo} does not verify under certificate {certificateId}.";
        if (why is not null)
        {
            throw Unsigned(why);
        }
    }

    private static RefusedException Unsigned(string detail) => new(Refusals.Describe(RefusalCode.NotSignedByApplicant, detail));
}
