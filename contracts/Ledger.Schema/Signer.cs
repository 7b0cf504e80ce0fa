using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema;

/// <summary>Who signed a transaction: a registered certificate, its subject, and what the consortium allows that subject to be.</summary>
/// <param name="CertificateId">The certificate's id, as the transaction names it.</param>
/// <param name="Key">The certificate's key.</param>
/// <param name="Uscc">The subject's unified social credit code.</param>
/// <param name="Member">The consortium member of that code, where it is one and active.</param>
public sealed record Signer(Digest CertificateId, PublicKey Key, string Uscc, Member? Member)
{
    /// <summary>Whether the subject is an active member with this role.</summary>
    public bool Has(Role role) => Member is not null && Member.Roles.Contains(role);
}
