using Google.Protobuf;
using Ledger.Certificates.Profiles;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Schema;

/// <summary>
/// The short form of a CA in the genesis file: an anchor alone, active from the start and accepted everywhere for every usage.
/// </summary>
internal static class GenesisAuthorities
{
    private const int IdDigits = 16;
    private const string Source = "genesis";

    /// <summary>
    /// Enters the CA of an anchor as <c>anchor-</c> with the first 16 digits of its certificate id; null, or what is wrong.
    /// </summary>
    internal static string? Enter(ByteString der, IStateWriter state, BlockScope block)
    {
        if (AuthorityEntries.Defect(der.Memory, out var certificate) is { } defect)
        {
            return defect;
        }

        var caId = $"anchor-{CertificateId.Compute(block.Hasher, der.Span).ToString()[..IdDigits]}";
        if (AuthorityRecords.Find(caId, state) is not null)
        {
            return "It is listed twice.";
        }

        var record = new CertificateAuthority
        {
            CaId = caId,
            Name = certificate!.Subject.CommonName ?? certificate.Subject.Organization ?? caId,
            Profile = CaProfiles.DefaultName,
            Certificates = { new AuthorityCertificate { Der = der, Anchor = true, TrustedFrom = block.Time } },
            ChangedAt = block.Time,
        };
        AuthorityEntries.Write(record, isNew: true, state, block.Hasher);
        AuthorityStatuses.Enact(
            new SetAuthorityStatus { CaId = caId, Status = AuthorityStatus.Active, Reason = Source }, state, block.Time);
        var everywhere = new SetAcceptance
        {
            Place = Acceptances.WholeCountry,
            CaId = caId,
            Usages = { AcceptedUsage.Login, AcceptedUsage.Sign, AcceptedUsage.Seal, AcceptedUsage.Encrypt },
            Source = Source,
        };
        Acceptances.Enact(everywhere, state, block.Time);
        return null;
    }
}
