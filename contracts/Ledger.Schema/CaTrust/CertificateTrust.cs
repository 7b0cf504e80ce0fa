using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// "Was this certificate good for this use, here, at that time?" – a pure function of the state: contracts, nodes, clients and auditors ask
/// the same one, and over the same state it answers the same for ever. It judges by what counted then: a CA suspended later, a
/// certificate revoked later, a floor raised later leave the answer yes.
/// </summary>
public static class CertificateTrust
{
    /// <summary>Answers from <paramref name="state"/>, which is read by key alone, so that it may be a handful of proved entries.</summary>
    /// <param name="state">The state.</param>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="verifier">Checks the signatures of the path.</param>
    /// <param name="question">The question.</param>
    /// <param name="stateTimeMs">Block time of the state: of what comes later it knows nothing.</param>
    /// <exception cref="InvalidDataException">The state is corrupt.</exception>
    public static TrustAnswer Check(
        IStateReader state, IHasher hasher, ISignatureVerifier verifier, TrustQuestion question, long stateTimeMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(question);
        var (certificate, atMs) = (question.Certificate, question.AtMs);
        var found = AuthorityPath.Find(certificate, question.Usage, atMs, state, hasher, verifier);
        var answer = new TrustAnswer
        {
            Reason = TrustReasons.Good,
            CertificateId = CertificateId.Compute(hasher, certificate.Der.Span),
            CaId = found.Authority?.CaId,
            Uscc = found.Authority is null ? null : CertificateOwner.Find(certificate, found.Authority.Profile),
        };
        var (reason, detail) = NotYet(question, stateTimeMs)
            ?? Authority(found, question)
                ?? Accepted(found, question, state) ?? Replaced(answer.CertificateId, atMs, state) ?? (TrustReasons.Good, string.Empty);
        return ReferenceEquals(reason, TrustReasons.Good)
            ? RevocationFreshness.Apply(answer, found, atMs, state, hasher)
            : answer with { Reason = reason, Detail = detail };
    }

    private static (TrustReason Reason, string Detail)? NotYet(TrustQuestion question, long stateTimeMs) =>
        question.AtMs > stateTimeMs ? (TrustReasons.TimeNotReached, $"asked for {question.AtMs}, the state is of {stateTimeMs}") : null;

    private static (TrustReason Reason, string Detail)? Authority(AuthorityPath found, TrustQuestion question)
    {
        if (question.Usage == CertificateUsage.Any || question.AcceptedFor == CertificateUsage.Any)
        {
            return (TrustReasons.NoUsage, string.Empty);
        }

        if (found.Authority is null)
        {
            return (TrustReasons.AuthorityUnknown, question.Certificate.Issuer.ToString());
        }

        var status = found.Status switch
        {
            AuthorityStatus.Active => null,
            AuthorityStatus.Connecting => TrustReasons.AuthorityConnecting,
            AuthorityStatus.Suspended => TrustReasons.AuthoritySuspended,
            AuthorityStatus.Withdrawn => TrustReasons.AuthorityWithdrawn,
            _ => TrustReasons.AuthorityNotYet,
        };
        return status is not null ? (status, found.Authority.Name)
            : !found.Path!.IsValid ? (TrustReasons.Of(found.Path.Reason), found.Path.Detail)
            : AuthorityLicences.HasLapsed(found.Authority, question.AtMs) ? (TrustReasons.AuthorityUnlicensed, found.Authority.Name)
            : null;
    }

    private static (TrustReason Reason, string Detail)? Accepted(AuthorityPath found, TrustQuestion question, IStateReader state)
    {
        var caId = found.Authority!.CaId;
        if (Acceptances.Find(question.Place, caId, question.AtMs, state) is not { } accepted)
        {
            return (TrustReasons.NotAccepted, $"No place from {question.Place.Region} up names CA {caId}.");
        }

        if (!accepted.Entry.Usages.Contains((AcceptedUsage)question.AcceptedFor))
        {
            return (
                TrustReasons.NotAccepted,
                $"{accepted.Place} does not accept CA {caId} for {question.AcceptedFor} ({accepted.Entry.Source}).");
        }

        return accepted.Entry.GovernmentLicence && IsOfPublicBody(question.Certificate, found.Authority)
            && AuthorityLicences.At(found.Authority, LicenceKind.GovernmentCertification, question.AtMs) is null
                ? (TrustReasons.GovernmentUnlicensed, $"{found.Authority.Name}; {accepted.Place} asks for it ({accepted.Entry.Source}).")
                : null;
    }

    private static bool IsOfPublicBody(Certificate certificate, CertificateAuthority authority) =>
        CertificateOwner.Find(certificate, authority.Profile) is { } uscc && UnifiedSocialCreditCode.IsPublicBody(uscc);

    private static (TrustReason Reason, string Detail)? Replaced(Digest certificateId, long atMs, IStateReader state)
    {
        var record = AccountTables.Certificates.Read(state, AccountTables.Certificates.Key(certificateId.ToArray()));
        return record is { ReplacedUntil: not 0 } && atMs >= record.ReplacedUntil
            ? (TrustReasons.Replaced, $"by {new Digest(record.ReplacedBy.Span)}")
            : null;
    }
}
