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

/// <summary>All that the state says of a signer: a function of the state alone. None of it is to be changed.</summary>
/// <param name="Certificate">The registered certificate.</param>
/// <param name="Key">Its key.</param>
/// <param name="Standing">How its CA stands; null only in a corrupt state.</param>
/// <param name="Member">The member that the subject is, active or not; null where it is none.</param>
public sealed record SignerRecords(CertificateRecord Certificate, PublicKey Key, AuthorityStanding? Standing, Member? Member);
