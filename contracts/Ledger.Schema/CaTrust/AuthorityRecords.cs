using Ledger.Certificates;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>Reads CAs from the state. What stands there was checked when it was written; anything else is a corrupt state.</summary>
internal static class AuthorityRecords
{
    internal static CertificateAuthority? Find(string caId, IStateReader state) =>
        CaTrustTables.Authorities.Read(state, CaTrustTables.Authorities.Key(caId));

    internal static CertificateAuthority Read(string caId, IStateReader state) =>
        Find(caId, state) ?? throw new InvalidDataException($"The state names the CA {caId} but does not hold it.");

    internal static AuthorityStanding? FindStanding(string caId, IStateReader state) =>
        CaTrustTables.Standings.Read(state, CaTrustTables.Standings.Key(caId));

    internal static AuthorityStanding Standing(string caId, IStateReader state) => FindStanding(caId, state) ?? throw NoStanding(caId);

    internal static InvalidDataException NoStanding(string caId) => new($"The state holds no standing of the CA {caId}.");

    internal static Certificate Parse(AuthorityCertificate certificate) =>
        Certificate.TryParseAnyKey(certificate.Der.Memory, out var parsed, out var error)
        ? parsed
        : throw new InvalidDataException($"The state holds an authority's certificate that cannot be read: {error}.");

    internal static bool IsTrustedAt(AuthorityCertificate certificate, long time) =>
        certificate.TrustedFrom <= time && (certificate.TrustedUntil == 0 || time < certificate.TrustedUntil);
}
