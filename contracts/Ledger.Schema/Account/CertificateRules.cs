using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Schema.Account;

/// <summary>
/// Which certificates may be registered: those with a path to an anchor of an active CA (DESIGN §7). Deterministic: all but the certificate
/// is state.
/// </summary>
internal static class CertificateRules
{
    /// <summary>
    /// Judges a certificate at <paramref name="time"/>; without a refusal <paramref name="record"/> is what the ledger keeps of it.
    /// </summary>
    internal static Refused Judge(
        Certificate certificate, IStateReader state, IHasher hasher, ISignatureVerifier verifier, long time, out CertificateRecord? record)
    {
        record = null;
        if (KindOf(certificate) is not { } kind)
        {
            return new Refused(
                RefusalCode.NotASigningKey, "The certificate is an authority's, or its key usage neither signs nor encrypts.");
        }

        var usage = kind == CertificateKind.Signing ? CertificateUsage.Sign : CertificateUsage.Encrypt;
        var found = AuthorityPath.Find(certificate, usage, time, state, hasher, verifier);
        if (found.Authority is null)
        {
            return new Refused(
                RefusalCode.UntrustedIssuer, $"No recognised CA has an authority {FieldRules.Quote(certificate.Issuer.ToString())}.");
        }

        if (PathRefusal(certificate, found.Path!) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (found.Status != AuthorityStatus.Active)
        {
            return new Refused(RefusalCode.AuthorityNotActive, $"CA {found.Authority.CaId} is {found.Status} at block time {time}.");
        }

        if (AuthorityLicences.HasLapsed(found.Authority, time))
        {
            return new Refused(
                RefusalCode.AuthorityUnlicensed, $"None of the licences of CA {found.Authority.CaId} holds at block time {time}.");
        }

        return Owned(certificate, kind, found, hasher, time, out record);
    }

    /// <summary>
    /// The key usage decides; one that both signs and encrypts signs. Authorities, and certificates without key usage, are neither.
    /// </summary>
    private static CertificateKind? KindOf(Certificate certificate)
    {
        var usage = certificate.BasicConstraints is { IsAuthority: true } ? KeyUsages.None : certificate.KeyUsage ?? KeyUsages.None;
        return (usage & KeyUsages.Signing) != KeyUsages.None ? CertificateKind.Signing
            : (usage & KeyUsages.Encryption) != KeyUsages.None ? CertificateKind.Encryption
            : null;
    }

    private static Refused Owned(
        Certificate certificate, CertificateKind kind, AuthorityPath found, IHasher hasher, long time, out CertificateRecord? record)
    {
        record = null;
        var authority = found.Authority!;
        var uscc = CertificateOwner.Find(certificate, authority.Profile);
        if (PersonalIdentity.Find(certificate, uscc) is { } place)
        {
            return new Refused(RefusalCode.PersonalIdentity, $"The certificate carries what may be a person's identity number in {place}.");
        }

        if (uscc is null)
        {
            return new Refused(
                RefusalCode.CertificateSubjectMismatch,
                $"The certificate holds no unified social credit code where the profile {authority.Profile} says it stands.");
        }

        record = RegisteredCertificates.Build(certificate, kind, uscc, authority.CaId, found.Path!.Chain, hasher, time);
        return Refused.No;
    }

    private static Refused PathRefusal(Certificate certificate, PathResult path)
    {
        if (path.IsValid)
        {
            return Refused.No;
        }

        var isOwn = ReferenceEquals(path.Culprit, certificate);
        var code = path.Verdict switch
        {
            PathVerdict.UnknownIssuer => RefusalCode.UntrustedIssuer,
            PathVerdict.Expired or PathVerdict.NotYetValid => isOwn ? RefusalCode.CertificateNotValid : RefusalCode.UntrustedIssuer,
            PathVerdict.Revoked => isOwn ? RefusalCode.CertificateNotValid : RefusalCode.UntrustedIssuer,
            PathVerdict.AlgorithmTooWeak or PathVerdict.UnsupportedAlgorithm => RefusalCode.AlgorithmTooWeak,
            PathVerdict.WrongUsage => RefusalCode.NotASigningKey,
            _ => path.Reason == PathReasons.SignatureInvalid ? RefusalCode.UntrustedIssuer : RefusalCode.BadCertificate,
        };
        return new Refused(code, $"The certificate's path does not hold: {path.Reason.Code}. {path.Reason.Sentence} ({path.Reason.Rule})");
    }
}
