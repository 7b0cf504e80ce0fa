using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Whether a bidder signed the terms of its guarantee.</summary>
internal sealed class ApplicantModel(Digest chain, IHasher hasher, Func<ByteString, ModelCertificate?> certificates)
{
    private readonly SignatureVerifier _verifier = new();

    /// <summary>
    /// True for a first version that its bidder signed with a certificate of that time, and for a later one without signature.
    /// </summary>
    internal bool IsAppliedFor(ByteString encoded, GuaranteeTerms terms, long issuedAt)
    {
        if (terms.Version > 1 || terms.ApplicantSignature is not { } signature)
        {
            return terms.Version > 1 && terms.ApplicantSignature is null;
        }

        if (certificates(signature.CertificateId) is not { } certificate || certificate.Uscc != terms.ApplicantUscc
            || issuedAt < certificate.FromMs || issuedAt >= certificate.UntilMs || signature.Value.Length > 512)
        {
            return false;
        }

        // What was signed: the tag and the digest of the terms as they stood before the signature came to them.
        var unsigned = GuaranteeTerms.Parser.ParseFrom(encoded);
        unsigned.ApplicantSignature = null;
        var tag = Encoding.ASCII.GetBytes("ledger/gterms/1\0");
        var digest = new byte[32];
        hasher.Hash([.. tag, .. chain.ToArray(), .. unsigned.ToByteArray()], digest);
        var holds = new bool[1];
        _verifier.Verify([new SignatureCheck(certificate.Key, (byte[])[.. tag, .. digest], signature.Value.Memory)], holds);
        return holds[0];
    }
}
