using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Certificates.Revocation;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// For which certificates a list speaks (RFC 5280 §5.2.5): all of its authority's, only end entities or authorities, only those of one
/// distribution point. A scope is part of the key of imported lists; a complete list's is empty.
/// </summary>
internal static class RevocationScopes
{
    private const int NamesMax = 4;
    private const byte Complete = 0;
    private const byte EndEntities = 1;
    private const byte OnlyAuthorities = 2;

    /// <summary>A list's scopes, one for each of its distribution point's names; null where these are too many.</summary>
    internal static IReadOnlyList<byte[]>? OfList(RevocationList list, IHasher hasher)
    {
        var kind = list.OnlyEndEntities ? EndEntities : list.OnlyAuthorities ? OnlyAuthorities : Complete;
        return list.DistributionPointNames.Count switch
        {
            0 => [Of(kind, null, hasher)],
            > NamesMax => null,
            _ => [.. list.DistributionPointNames.Select(name => Of(kind, name, hasher))],
        };
    }

    /// <summary>The scopes whose lists speak for a certificate, complete lists first.</summary>
    internal static IEnumerable<byte[]> OfCertificate(Certificate certificate, IHasher hasher)
    {
        var own = certificate.BasicConstraints is { IsAuthority: true } ? OnlyAuthorities : EndEntities;
        var names = certificate.Standard.CrlDistributionPoints.SelectMany(point => point.Names).Take(NamesMax);
        foreach (var name in names.Prepend(null))
        {
            yield return Of(Complete, name, hasher);
            yield return Of(own, name, hasher);
        }
    }

    private static byte[] Of(byte kind, GeneralName? name, IHasher hasher) => name is null
        ? kind == Complete ? [] : [kind]
        : [kind, .. TaggedHash.Compute(hasher, DomainTag.RevocationList, [(byte)name.Kind, .. name.Value.Span]).ToArray()];
}
