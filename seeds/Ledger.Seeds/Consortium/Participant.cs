using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>An organisation of the test consortium with its signing key and certificate.</summary>
/// <param name="Uscc">Its unified social credit code: invented, with a valid check character.</param>
/// <param name="Name">Its name; all but the public bodies' are invented.</param>
/// <param name="KeyPair">Its signing key, derived from the seed.</param>
/// <param name="Certificate">Its certificate, issued by a test authority.</param>
/// <param name="CertificateId">The certificate's id on the chain: what a transaction names as its signer.</param>
public sealed record Participant(string Uscc, string Name, KeyPair KeyPair, Certificate Certificate, Digest CertificateId)
{
    // Made once: what the key alone decides costs as much as a signature.
    private readonly Lazy<DeterministicSigner> _signer = new(() => new DeterministicSigner(KeyPair, lowS: true));

    /// <summary>The calls that enter it on a chain: the subject, and its certificate with proof that it holds the key.</summary>
    public IReadOnlyList<Call> EnrolmentCalls(GenesisFile genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        var possession = _signer.Value.Sign(PossessionBytes.Encode(genesis.ChainId, CertificateId));
        return
        [
            new() { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = Uscc, Name = Name } } },
            new()
            {
                Account = new AccountCall
                {
                    RegisterCertificate = new RegisterCertificate
                    {
                        Certificate = UnsafeByteOperations.UnsafeWrap(Certificate.Der),
                        Possession = UnsafeByteOperations.UnsafeWrap(possession),
                    },
                },
            },
        ];
    }

    /// <summary>Terms with its signature as their applicant; for the same terms always the same.</summary>
    public GuaranteeTerms SignAsApplicant(GenesisFile genesis, GuaranteeTerms terms)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return ApplicantSignatures.Sign(genesis.Hasher, genesis.ChainId, terms, CertificateId, _signer.Value);
    }
}
