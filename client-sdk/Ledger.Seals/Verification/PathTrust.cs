using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Profiles;
using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>
/// Trust by path validation: certificates lead to an anchor, under a floor of algorithms, with revocation lists where there are any.
/// </summary>
/// <param name="validator">Validates the paths.</param>
/// <param name="anchors">Where paths may end.</param>
/// <param name="intermediates">What paths may be built from, besides what comes along with a seal.</param>
/// <param name="options">Usage, floor, revocation and policies; the time is each question's own.</param>
public sealed class PathTrust(
    PathValidator validator, TrustAnchorSet anchors, IReadOnlyList<Certificate> intermediates, PathOptions options) : ICertificateTrust
{
    private readonly IReadOnlyList<Certificate> _known = intermediates;
    private readonly CertificatePool _pool = new(intermediates);

    /// <inheritdoc/>
    public TrustVerdict Check(Certificate certificate, IReadOnlyList<Certificate> intermediates, long atMs)
    {
        ArgumentNullException.ThrowIfNull(intermediates);
        var pool = intermediates.Count == 0 ? _pool : new CertificatePool([.. _known, .. intermediates]);
        var result = validator.Validate(certificate, pool, anchors, options with { AtMs = atMs });
        var isKnown = result.Anchor is not null;
        var profile = isKnown ? CaProfiles.For(result) : null;
        return new TrustVerdict(OutcomeOf(result.Verdict), result.ToString(), options.Revocation is not null)
        {
            Profile = profile is null
                ? null
                : new CmsProfile { RawSm2Signatures = profile.RawSignatures, DataTypeMismatch = profile.InnerContentTypeMismatch },
            Identity = profile?.Identify(certificate)?.Code,
        };
    }

    private static TrustOutcome OutcomeOf(PathVerdict verdict) => verdict switch
    {
        PathVerdict.Valid => TrustOutcome.Trusted,
        PathVerdict.UnknownIssuer => TrustOutcome.UnknownIssuer,
        PathVerdict.Expired or PathVerdict.NotYetValid => TrustOutcome.Expired,
        PathVerdict.Revoked => TrustOutcome.Revoked,
        PathVerdict.StaleRevocation => TrustOutcome.RevocationUnknown,
        _ => TrustOutcome.Invalid,
    };
}
