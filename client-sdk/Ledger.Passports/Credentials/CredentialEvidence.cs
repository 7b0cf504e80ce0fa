using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Membership;

namespace Ledger.Passports.Credentials;

/// <summary>
/// All that a credential's passport takes from the state: one function that maker and reader both evaluate. It reads nothing of the
/// record's fields, and nothing that depends on who asked.
/// </summary>
public sealed record CredentialEvidence
{
    /// <summary>What stands beside the record; null where the state holds no commitments under the key.</summary>
    public CommittedCredential? Committed { get; private init; }

    /// <summary>The issuer's certificate as registered, and what it was worth when the commitments came to the chain.</summary>
    internal SignerEvidence? Issuer { get; private init; }

    /// <summary>The issuer as a member; null where it is none any more.</summary>
    public Member? Member { get; private init; }

    /// <summary>The subject's account; null where it has none.</summary>
    public Subject? Subject { get; private init; }

    /// <summary>Why the presenting certificate does not count at the state's time; no refusal where it does.</summary>
    public Refused HolderRefused { get; private init; }

    /// <summary>The presenting certificate's subject and key; null where it does not count.</summary>
    public Signer? Holder { get; private init; }

    /// <summary>What its holder was appointed to do for the subject; null where nobody was (经办人).</summary>
    public Operator? Operator { get; private init; }

    /// <summary>Reads it, by key alone.</summary>
    public static CredentialEvidence Read(IStateReader state, IHasher hasher, ISignatureVerifier verifier, CredentialQuestion question)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(question);
        if (CredentialTables.Commitments.Read(state, question.RecordKey) is not { } committed)
        {
            return new CredentialEvidence();
        }

        var (issuer, subject) = (committed.Standing.Recorded.IssuerUscc, committed.Standing.Recorded.SubjectUscc);
        var member = MembershipTables.Members.Read(state, MembershipTables.Members.Key(issuer));
        var trust = new TrustQuestion(
            question.Certificate, CertificateUsage.Sign, IssuerChecks.OwnPlace(member), committed.CommittedAt);
        return new CredentialEvidence
        {
            Committed = committed,
            Issuer = new SignerEvidence(
                AccountTables.Certificates.Read(state, AccountTables.Certificates.Key(question.IssuerCertificate.ToArray())),
                SignerRules.Resolve(state, question.IssuerCertificate, committed.CommittedAt, out _),
                CertificateTrust.Check(state, hasher, verifier, trust, question.StateTimeMs)),
            Member = member,
            Subject = AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(subject)),
            HolderRefused = SignerRules.Resolve(state, question.HolderCertificate, question.StateTimeMs, out var holder),
            Holder = holder,
            Operator = AccountTables.Operators.Read(
                state, AccountTables.OperatorKey(subject, question.HolderCertificate.ToArray())),
        };
    }
}
