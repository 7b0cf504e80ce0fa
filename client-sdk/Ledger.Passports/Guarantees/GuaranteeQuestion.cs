using Ledger.Certificates;
using Ledger.Protocol;

namespace Ledger.Passports.Guarantees;

/// <summary>What is asked of the state about a guarantee.</summary>
/// <param name="RecordKey">The guarantee's full state key.</param>
/// <param name="SignerCertificate">Id of the certificate that signed the transaction that issued it.</param>
/// <param name="Certificate">That certificate.</param>
/// <param name="SignedAtMs">Block time of that transaction: when the signature counted from.</param>
/// <param name="StateTimeMs">Block time of the state that answers.</param>
public sealed record GuaranteeQuestion(
    byte[] RecordKey, Digest SignerCertificate, Certificate Certificate, long SignedAtMs, long StateTimeMs);
