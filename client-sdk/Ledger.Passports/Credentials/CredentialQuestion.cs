using Ledger.Certificates;
using Ledger.Protocol;

namespace Ledger.Passports.Credentials;

/// <summary>What is asked of the state about a credential.</summary>
/// <param name="RecordKey">The full state key of its commitments.</param>
/// <param name="IssuerCertificate">Id of the certificate that signed the commitments.</param>
/// <param name="Certificate">That certificate.</param>
/// <param name="HolderCertificate">Id of the certificate that presents it.</param>
/// <param name="StateTimeMs">Block time of the state that answers.</param>
public sealed record CredentialQuestion(
    byte[] RecordKey, Digest IssuerCertificate, Certificate Certificate, Digest HolderCertificate, long StateTimeMs);
