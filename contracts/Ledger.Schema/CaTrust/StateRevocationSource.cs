using Ledger.Certificates;
using Ledger.Certificates.Revocation;
using Ledger.Crypto;

namespace Ledger.Schema.CaTrust;

/// <summary>What the state knows of a certificate's revocation. How old that knowledge may be is a policy of its own.</summary>
internal sealed class StateRevocationSource(IStateReader state, IHasher hasher) : IRevocationSource
{
    /// <inheritdoc/>
    public RevocationStatus Find(Certificate certificate, Certificate issuer, long atMs)
    {
        var revocation = RevocationRecords.Find(CaTrustTables.IssuerId(issuer, hasher), certificate.SerialNumber.Span, state, hasher);
        return revocation is not null && revocation.Since <= atMs
            ? new RevocationStatus(RevocationState.Revoked, revocation.Since, (RevocationReason)revocation.Reason)
            : RevocationStatus.Good;
    }
}
