using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>What the trust list says of a certificate's path at a time.</summary>
/// <param name="Authority">The CA with an authority of the issuer's name; null where there is none.</param>
/// <param name="Status">The CA's status at that time.</param>
/// <param name="Path">The judged path through the CA's certificates of that time; null without a CA.</param>
internal sealed record AuthorityPath(CertificateAuthority? Authority, AuthorityStatus Status, PathResult? Path)
{
    private static readonly PathLimits Limits = new(CertificatesMax: 8, CandidatesMax: 8, SignatureChecksMax: 16);

    /// <summary>Whether the path holds and the CA is active.</summary>
    internal bool IsGood => Path is { IsValid: true } && Status == AuthorityStatus.Active;

    /// <summary>
    /// Looks for a path through one CA after the other, in the order of their ids; never through the certificates of two. The first that
    /// is good counts, otherwise the first whose path holds, otherwise the first.
    /// </summary>
    internal static AuthorityPath Find(
        Certificate certificate, CertificateUsage usage, long time, IStateReader state, IHasher hasher, ISignatureVerifier verifier)
    {
        var best = new AuthorityPath(null, AuthorityStatus.Unspecified, null);
        var ids = CaTrustTables.ByName.Read(state, CaTrustTables.NameKey(certificate.Issuer, hasher));
        foreach (var id in ids?.CaIds ?? [])
        {
            var found = Through(AuthorityRecords.Read(id, state), certificate, usage, time, state, hasher, verifier);
            if (found.IsGood)
            {
                return found;
            }

            best = best.Authority is null || (found.Path!.IsValid && !best.Path!.IsValid) ? found : best;
        }

        return best;
    }

    private static AuthorityPath Through(
        CertificateAuthority authority, Certificate certificate, CertificateUsage usage, long time, IStateReader state, IHasher hasher,
        ISignatureVerifier verifier)
    {
        var trusted = authority.Certificates.Where(record => AuthorityRecords.IsTrustedAt(record, time))
            .ToLookup(record => record.Anchor, AuthorityRecords.Parse);
        var options = new PathOptions
        {
            AtMs = time,
            Usage = usage,
            Floor = Floors.At(time, state),
            Revocation = new StateRevocationSource(state, hasher),
            Limits = Limits,
        };
        var anchors = new TrustAnchorSet(trusted[true].Select(anchor => new TrustAnchor(anchor, authority.Profile)));
        var path = new PathValidator(verifier).Validate(certificate, trusted[false], anchors, options);
        return new AuthorityPath(authority, AuthorityStatuses.At(AuthorityRecords.Standing(authority.CaId, state), time), path);
    }
}
