using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;

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

    /// <summary>
    /// Requires that these terms, issued now, would count as signed by their bidder: by the chain's own rule over proved entries.
    /// </summary>
    /// <param name="client">Reads the certificate with proofs.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="RefusedException">
    /// They would not: <see cref="RefusalCode.NotSignedByApplicant"/>, or a later version bears a signature.
    /// </exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or its answer does not verify.</exception>
    public static async Task RequireSignedAsync(LedgerClient client, GuaranteeTerms terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(terms);
        var evaluation = new ProvenEvaluation(client, 0);
        var issuedAt = terms.ApplicantSignature is { CertificateId: { Length: Digest.Bytes } certificateId }
            ? (await evaluation.ProveAsync(AccountTables.Certificates.Key(certificateId.Span), cancellationToken).ConfigureAwait(false))
                .Time
            : 0; // without a certificate the answer needs no state
        var (genesis, verifier, carried) = (client.Genesis, new SignatureVerifier(), terms.ToByteString());
        var refused = await evaluation.EvaluateAsync(
            state => ApplicantRules.Check(carried, terms, issuedAt, state, genesis.ChainId, genesis.Hasher, verifier),
            cancellationToken).ConfigureAwait(false);
        if (refused.IsRefused)
        {
            throw new RefusedException(Refusals.Describe(refused.Code, $"Guarantee {terms.GuaranteeNo}: {refused.Detail}"))
            {
                NothingSent = true,
            };
        }
    }
}
