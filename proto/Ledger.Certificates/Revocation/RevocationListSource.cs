using System.Runtime.CompilerServices;
using Ledger.Certificates.Extensions;
using Ledger.Crypto;

namespace Ledger.Certificates.Revocation;

/// <summary>
/// Answers from revocation lists. A list counts only where its signature is by the key of the certificate's issuer, and that issuer may
/// sign lists. A list newer than the time asked for is good evidence for it: what it revoked before then it names. A certificate
/// that an overdue list names is revoked all the same; of the others an overdue list says nothing. A list that is made after the present
/// covers nothing, and what it names is revoked all the same.
/// </summary>
public sealed class RevocationListSource : IRevocationSource
{
    private readonly ISignatureVerifier _verifier;
    private readonly Dictionary<string, List<RevocationList>> _byIssuer = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<RevocationList, Dictionary<ReadOnlyMemory<byte>, bool>> _signed = [];
    private readonly List<UntakenRevocationList> _untaken;
    private readonly long _graceMs;
    private readonly long _nowMs;

    /// <summary>A source of <paramref name="lists"/>.</summary>
    /// <param name="verifier">Checks signatures of the ledger's own algorithms.</param>
    /// <param name="lists">The lists, of any authorities and ages.</param>
    /// <param name="graceMs">For how long after its next update is due a list still counts, in milliseconds; not negative.</param>
    /// <param name="nowMs">
    /// The present, after which no list can have been made, in milliseconds since 1970-01-01 UTC; null where the caller has no clock.
    /// </param>
    /// <param name="untaken">Lists that were given and cannot be used.</param>
    public RevocationListSource(
        ISignatureVerifier verifier, IEnumerable<RevocationList> lists, long graceMs = 0, long? nowMs = null,
        IEnumerable<UntakenRevocationList>? untaken = null)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfNegative(graceMs);
        _verifier = verifier;
        (_graceMs, _nowMs) = (graceMs, nowMs ?? long.MaxValue);
        _untaken = [.. untaken ?? []];
        foreach (var list in lists)
        {
            var name = list.Issuer.Comparable.Text;
            (_byIssuer.TryGetValue(name, out var same) ? same : _byIssuer[name] = []).Add(list);
            if (list.ThisUpdateMs > _nowMs)
            {
                _untaken.Add(new UntakenRevocationList($"the list of {list.Issuer}", "it is from the future", list.Issuer));
            }
        }
    }

    /// <summary>What was given and cannot be used: for the verdict, whatever it is.</summary>
    public IReadOnlyList<UntakenRevocationList> Untaken => _untaken;

    /// <inheritdoc/>
    public RevocationStatus Find(Certificate certificate, Certificate issuer, long atMs)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuer);
        var name = certificate.Issuer.Comparable.Text;
        var untaken = _untaken.Find(list => list.Issuer is null || list.Issuer.Comparable.Text == name);
        return FindTaken(certificate, issuer, atMs) with { Untaken = untaken?.ToString() };
    }

    private RevocationStatus FindTaken(Certificate certificate, Certificate issuer, long atMs)
    {
        if (!_byIssuer.TryGetValue(certificate.Issuer.Comparable.Text, out var lists))
        {
            return RevocationStatus.Unknown;
        }

        var best = RevocationStatus.Unknown;
        foreach (var list in lists)
        {
            var status = Find(list, certificate, issuer, atMs);
            if (status.State == RevocationState.Revoked)
            {
                return status;
            }

            best = Rank(status.State) > Rank(best.State) ? status : best;
        }

        return best;
    }

    private RevocationStatus Find(RevocationList list, Certificate certificate, Certificate issuer, long atMs)
    {
        if (!Covers(list, certificate) || IsOfAnotherKey(list, issuer))
        {
            return RevocationStatus.Unknown;
        }

        if (issuer.KeyUsage is { } usage && !usage.HasFlag(KeyUsages.CrlSign))
        {
            return Unusable("crl-sign-missing");
        }

        if (!IsSigned(list, issuer))
        {
            return Unusable("crl-signature-invalid");
        }

        if (list.Find(certificate.SerialNumber) is { } entry)
        {
            var since = Math.Min(entry.RevokedAtMs, entry.InvalidSinceMs ?? long.MaxValue);
            if (since <= atMs)
            {
                return new RevocationStatus(RevocationState.Revoked, since, entry.Reason);
            }
        }

        if (list.ThisUpdateMs > _nowMs)
        {
            return RevocationStatus.Unknown;
        }

        return list.NextUpdateMs is { } next && atMs > next && atMs - next > _graceMs
            ? new RevocationStatus(RevocationState.Stale, Detail: "crl-past-next-update")
            : RevocationStatus.Good;
    }

    /// <summary>RFC 5280 §6.3.3 (b)(2): the list is for this kind of certificate, and published where the certificate says.</summary>
    private static bool Covers(RevocationList list, Certificate certificate)
    {
        var isAuthority = certificate.BasicConstraints?.IsAuthority == true;
        if ((list.OnlyEndEntities && isAuthority) || (list.OnlyAuthorities && !isAuthority))
        {
            return false;
        }

        if (list.DistributionPointNames.Count == 0)
        {
            return true;
        }

        foreach (var point in certificate.Standard.CrlDistributionPoints)
        {
            foreach (var name in point.Names)
            {
                if (list.DistributionPointNames.Any(known => known.Kind == name.Kind && known.Value.Span.SequenceEqual(name.Value.Span)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An authority of the same name with another key, or before its renewal: its list is not this one's.</summary>
    private static bool IsOfAnotherKey(RevocationList list, Certificate issuer) => list.AuthorityKeyId is { } wanted
        && issuer.Standard.SubjectKeyId is { } had
        && !wanted.Span.SequenceEqual(had.Span);

    /// <summary>The signature over a list of megabytes is checked once for each key.</summary>
    private bool IsSigned(RevocationList list, Certificate issuer)
    {
        var known = _signed.GetValue(list, _ => new Dictionary<ReadOnlyMemory<byte>, bool>(ByteComparer.Instance));
        lock (known)
        {
            if (!known.TryGetValue(issuer.Key.SubjectPublicKeyInfo, out var isSigned))
            {
                known[issuer.Key.SubjectPublicKeyInfo] = isSigned = list.IsSignedBy(issuer.Key, _verifier);
            }

            return isSigned;
        }
    }

    private static RevocationStatus Unusable(string code) => new(RevocationState.Unusable, Detail: code);

    private static int Rank(RevocationState state) => state switch
    {
        RevocationState.Unknown => 0,
        RevocationState.Unusable => 1,
        RevocationState.Stale => 2,
        _ => 3,
    };
}
