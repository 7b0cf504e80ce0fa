using Ledger.Certificates.Revocation;

namespace Ledger.Certificates.Paths;

/// <summary>What the revocation source's answer means for a path.</summary>
internal static class RevocationChecks
{
    internal static (PathReason Reason, string Detail)? Check(Certificate certificate, Certificate issuer, PathOptions options)
    {
        if (options.Revocation is not { } source)
        {
            return options.RequireRevocation ? (PathReasons.RevocationUnknown, certificate.Subject.ToString()) : null;
        }

        var status = source.Find(certificate, issuer, options.AtMs);
        return status.State switch
        {
            RevocationState.Good or RevocationState.Unknown when options.RequireRevocation && status.Untaken is { } untaken =>
                (PathReasons.RevocationUnusable, untaken),
            RevocationState.Good => null,
            RevocationState.Revoked => (PathReasons.Revoked, status.ToString()),
            RevocationState.Stale => (PathReasons.RevocationStale, status.ToString()),
            RevocationState.Unusable => (PathReasons.RevocationUnusable, status.ToString()),
            _ => options.RequireRevocation ? (PathReasons.RevocationUnknown, certificate.Subject.ToString()) : null,
        };
    }
}
