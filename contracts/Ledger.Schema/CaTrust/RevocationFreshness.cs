using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Whether the certificate's authority had been heard of recently enough. At a time the lists imported by then count, and so does any
/// later list made at or after that time: it says for certain what an older one left open.
/// </summary>
internal static class RevocationFreshness
{
    /// <summary>The answer yes with a warning, or turned into no, as the policy of that time says.</summary>
    internal static TrustAnswer Apply(TrustAnswer answer, AuthorityPath found, long atMs, IStateReader state, IHasher hasher)
    {
        var chain = found.Path!.Chain;
        if (chain.Count < 2 || FreshnessPolicies.At(found.Authority!.CaId, atMs, state) is not { } policy)
        {
            return answer;
        }

        var newest = Newest(chain[0], CaTrustTables.IssuerId(chain[1], hasher), atMs, state, hasher);
        if (newest is { } thisUpdate && atMs - thisUpdate <= policy.MaxAgeMs)
        {
            return answer;
        }

        var reason = newest is null ? TrustReasons.RevocationMissing : TrustReasons.RevocationStale;
        return policy.OnStale == StaleMeaning.Warn
            ? answer with { Warnings = [.. answer.Warnings, reason] }
            : answer with
            {
                Reason = reason,
                Detail = newest is null ? policy.Source : $"thisUpdate {newest}, most {policy.MaxAgeMs} ms ({policy.Source})",
            };
    }

    /// <summary>thisUpdate of the newest list that speaks for the certificate and counts at the time.</summary>
    private static long? Newest(Certificate certificate, Protocol.Digest issuerId, long atMs, IStateReader state, IHasher hasher)
    {
        long? newest = null;
        foreach (var scope in RevocationScopes.OfCertificate(certificate, hasher))
        {
            var lists = CaTrustTables.Lists.Read(state, CaTrustTables.ListsKey(issuerId, scope));
            foreach (var import in lists?.Imports ?? [])
            {
                if ((import.ImportedAt <= atMs || import.ThisUpdate >= atMs) && import.ThisUpdate > (newest ?? long.MinValue))
                {
                    newest = import.ThisUpdate;
                }
            }
        }

        return newest;
    }
}
