using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Profiles;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Schema.CaTrust;

/// <summary>The entries of CAs: what one must look like, and how a new one takes the place of the old.</summary>
internal static class AuthorityEntries
{
    /// <summary>Most certificates of a CA, those that are no longer trusted included.</summary>
    internal const int CertificatesMax = 32;

    /// <summary>Largest sum of their DER, so that the record stays a value of the state.</summary>
    internal const int DerBytesMax = 48 * 1024;

    /// <summary>Most CAs with an authority of one name.</summary>
    internal const int AuthoritiesOfNameMax = 16;

    private const int IdCharsMax = 32;
    private const int UrlsMax = 8;
    private const int UrlCharsMax = 200;
    private const int ApprovalsMax = 16;

    internal static Refused Check(PutCertificateAuthority entry, IStateReader state, BlockScope block)
    {
        if (FieldRules.First(
            CheckId(entry.CaId),
            FieldRules.Text(entry.Name, "The CA's name", FieldRules.NameCharsMax),
            FieldRules.Uscc(entry.Uscc, "The CA's code"),
            FieldRules.Text(entry.Product, "The CA's product", FieldRules.NameCharsMax),
            CheckProfile(entry.Profile),
            CheckUrls(entry.OcspUrls, "An OCSP address"),
            CheckUrls(entry.CrlUrls, "A CRL address"),
            CheckApprovals(entry.Approvals),
            AuthorityLicences.Check(entry.Licences)) is { IsRefused: true } refused)
        {
            return refused;
        }

        return FieldRules.First(Bad(CheckCertificates(entry, state, block.Hasher)), CheckKeys(entry, state, block.Hasher));
    }

    private static Refused CheckKeys(PutCertificateAuthority entry, IStateReader state, IHasher hasher)
    {
        foreach (var certificate in entry.Certificates)
        {
            if (Defect(certificate.Der.Memory, out var parsed) is null && parsed!.Key.LedgerKey is { } key
                && RegisteredKeys.RequireNoOpeningKey(key, "The authority's key", state, hasher) is { IsRefused: true } opensSection)
            {
                return opensSection;
            }
        }

        return Refused.No;
    }

    internal static StateFact Enact(PutCertificateAuthority entry, IStateWriter state, BlockScope block)
    {
        var key = CaTrustTables.Authorities.Key(entry.CaId);
        var present = CaTrustTables.Authorities.Read(state, key);
        var record = new CertificateAuthority
        {
            CaId = entry.CaId,
            Name = entry.Name,
            Uscc = entry.Uscc,
            Product = entry.Product,
            Profile = entry.Profile,
            OcspUrls = { entry.OcspUrls },
            CrlUrls = { entry.CrlUrls },
            Approvals = { entry.Approvals },
            Licences = { entry.Licences },
            ChangedAt = block.Time,
        };
        MergeCertificates(record, present, entry, block.Time);
        return Write(record, present is null, state, block.Hasher);
    }

    /// <summary>Writes a CA with its names' index, and for a new one that it is connecting.</summary>
    internal static StateFact Write(CertificateAuthority record, bool isNew, IStateWriter state, IHasher hasher)
    {
        foreach (var certificate in record.Certificates)
        {
            var parsed = AuthorityRecords.Parse(certificate);
            IndexName(parsed, record.CaId, state, hasher);
            if (parsed.Key.LedgerKey is { } authorityKey)
            {
                RegisteredKeys.Enter(authorityKey, KeyPurpose.Authority, state, hasher);
            }
        }

        if (isNew)
        {
            var connecting = new AuthorityStatusEntry { EffectiveFrom = record.ChangedAt, Status = AuthorityStatus.Connecting };
            CaTrustTables.Standings.Write(
                state, CaTrustTables.Standings.Key(record.CaId), new AuthorityStanding { Statuses = { connecting } });
        }

        var key = CaTrustTables.Authorities.Key(record.CaId);
        var bytes = CaTrustTables.Authorities.Write(state, key, record);
        EndedIssuers.Refresh(record, state, hasher);
        return new StateFact(key, bytes, isNew ? "ca.entered" : "ca.changed");
    }

    /// <summary>Why these bytes cannot be an authority's certificate, in words; null where they can.</summary>
    internal static string? Defect(ReadOnlyMemory<byte> der, out Certificate? certificate)
    {
        if (!Certificate.TryParseAnyKey(der, out certificate, out var error))
        {
            return $"The authority's certificate of {der.Length} bytes cannot be read: {error}.";
        }

        var maySign = certificate.KeyUsage is null || certificate.KeyUsage.Value.HasFlag(KeyUsages.KeyCertSign);
        return certificate.BasicConstraints is { IsAuthority: true } && maySign
            ? null
            : "The certificate is not an authority's that may sign others.";
    }

    private static string? CheckCertificates(PutCertificateAuthority entry, IStateReader state, IHasher hasher)
    {
        var present = CaTrustTables.Authorities.Read(state, CaTrustTables.Authorities.Key(entry.CaId)) ?? new CertificateAuthority();
        var seen = new HashSet<ByteString>();
        foreach (var certificate in entry.Certificates)
        {
            if (Defect(certificate.Der.Memory, out var parsed) is { } defect)
            {
                return defect;
            }

            if (!seen.Add(certificate.Der) || certificate.TrustedFrom != 0 || certificate.TrustedUntil != 0)
            {
                return "An authority's certificate stands twice, or carries times, which are the ledger's to set.";
            }

            var known = present.Certificates.FirstOrDefault(old => old.Der == certificate.Der);
            if (known is not null && (known.TrustedUntil != 0 || known.Anchor != certificate.Anchor))
            {
                return "An authority's certificate that was left out, or was an anchor or an intermediate, stays so: enter the CA under " +
                    "another id.";
            }

            var ofName = CaTrustTables.ByName.Read(state, CaTrustTables.NameKey(parsed!.Subject, hasher));
            if (ofName is { CaIds.Count: >= AuthoritiesOfNameMax } && !ofName.CaIds.Contains(entry.CaId))
            {
                return $"{AuthoritiesOfNameMax} CAs have an authority of this name already.";
            }
        }

        if (!entry.Certificates.Any(certificate => certificate.Anchor))
        {
            return "A CA has at least one anchor.";
        }

        var all = present.Certificates.Select(certificate => certificate.Der).Concat(seen).Distinct().ToList();
        return all.Count > CertificatesMax || all.Sum(der => der.Length) > DerBytesMax
            ? $"The CA would have {all.Count} certificates of {all.Sum(der => der.Length)} bytes; the most is {CertificatesMax} of " +
                $"{DerBytesMax}."
            : null;
    }

    /// <summary>Old certificates keep their places and times; those left out end, new ones begin.</summary>
    private static void MergeCertificates(
        CertificateAuthority record, CertificateAuthority? present, PutCertificateAuthority entry, long time)
    {
        var wanted = entry.Certificates.Select(certificate => certificate.Der).ToHashSet();
        foreach (var old in present?.Certificates ?? [])
        {
            var kept = old.Clone();
            kept.TrustedUntil = wanted.Remove(old.Der) || old.TrustedUntil != 0 ? old.TrustedUntil : time;
            record.Certificates.Add(kept);
        }

        foreach (var added in entry.Certificates.Where(certificate => wanted.Contains(certificate.Der)))
        {
            record.Certificates.Add(new AuthorityCertificate { Der = added.Der, Anchor = added.Anchor, TrustedFrom = time });
        }
    }

    private static void IndexName(Certificate certificate, string caId, IStateWriter state, IHasher hasher)
    {
        var key = CaTrustTables.NameKey(certificate.Subject, hasher);
        var ids = CaTrustTables.ByName.Read(state, key) ?? new AuthorityIds();
        if (!ids.CaIds.Contains(caId))
        {
            var sorted = ids.CaIds.Append(caId).Order(StringComparer.Ordinal).ToList();
            CaTrustTables.ByName.Write(state, key, new AuthorityIds { CaIds = { sorted } });
        }
    }

    private static Refused CheckId(string id) =>
        id.Length is >= 1 and <= IdCharsMax && id != CaTrustTables.AllAuthorities &&
            !id.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-")
            ? Refused.No
            : new Refused(
                RefusalCode.BadCode, $"The CA's id {FieldRules.Quote(id)} is not 1 to {IdCharsMax} of a-z, 0-9 and -, or is 'all'.");

    private static Refused CheckProfile(string profile) => CaProfiles.Find(profile) is not null
        ? Refused.No
        : new Refused(RefusalCode.BadCode, $"There is no CA profile {FieldRules.Quote(profile)}.");

    private static Refused CheckUrls(IReadOnlyList<string> urls, string field)
    {
        if (urls.Count > UrlsMax)
        {
            return new Refused(RefusalCode.BadCount, $"{field} stands {urls.Count} times; the most is {UrlsMax}.");
        }

        foreach (var url in urls)
        {
            if (FieldRules.Text(url, field, UrlCharsMax) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private static Refused CheckApprovals(IReadOnlyList<ByteString> approvals)
    {
        if (approvals.Count > ApprovalsMax)
        {
            return new Refused(RefusalCode.BadCount, $"There are {approvals.Count} approvals; the most is {ApprovalsMax}.");
        }

        foreach (var approval in approvals)
        {
            if (FieldRules.DigestBytes(approval.Length, "An approval's digest") is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private static Refused Bad(string? defect) => defect is null ? Refused.No : new Refused(RefusalCode.BadProposal, defect);
}
