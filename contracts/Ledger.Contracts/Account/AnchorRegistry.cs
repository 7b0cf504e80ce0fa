using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>
/// The authorities whose certificates may be registered. The tables are Account's; genesis and enacted proposals of Membership change
/// them through here and nowhere else.
/// </summary>
internal static class AnchorRegistry
{
    /// <summary>Most anchors of one name.</summary>
    internal const int AnchorsOfNameMax = 16;

    /// <summary>Why these bytes cannot become an anchor, in words; null where they can.</summary>
    internal static string? Defect(IStateReader state, IHasher hasher, ReadOnlyMemory<byte> der)
    {
        if (!Certificate.TryParse(der, out var certificate, out var error))
        {
            return $"The anchor of {der.Length} bytes cannot be read: {error}.";
        }

        if (certificate.BasicConstraints is not { IsAuthority: true } || !MayIssue(certificate))
        {
            return "The anchor is not an authority's certificate that may sign others.";
        }

        var id = CertificateId.Compute(hasher, der.Span);
        if (state.Get(AccountTables.Anchors.Key(id.ToArray())) is not null)
        {
            return $"Anchor {id} is recognised already.";
        }

        return IdsOf(certificate.Subject, state, hasher, out _).Ids.Count >= AnchorsOfNameMax
            ? $"The authority has {AnchorsOfNameMax} anchors already."
            : null;
    }

    /// <summary>Enters an anchor without <see cref="Defect"/> under its name; the caller writes the record that this returns.</summary>
    internal static (byte[] Key, CertificateAnchor Anchor) Enter(IStateWriter state, IHasher hasher, ByteString der, long time)
    {
        if (!Certificate.TryParse(der.Memory, out var certificate, out var error))
        {
            throw new InvalidOperationException($"An anchor that was checked cannot be read: {error}.");
        }

        var id = CertificateId.Compute(hasher, der.Span);
        var ids = IdsOf(certificate.Subject, state, hasher, out var nameKey);
        var sorted = ids.Ids.Append(ByteString.CopyFrom(id.ToArray())).OrderBy(bytes => new Digest(bytes.Span)).ToList();
        ids.Ids.Clear();
        ids.Ids.AddRange(sorted);
        AccountTables.AnchorsByName.Write(state, nameKey, ids);

        return (AccountTables.Anchors.Key(id.ToArray()), new CertificateAnchor { Der = der, AddedAt = time });
    }

    /// <summary>The anchor, valid at <paramref name="time"/>, whose key signed the certificate; null where there is none.</summary>
    internal static Certificate? IssuerOf(Certificate certificate, IStateReader state, IHasher hasher, ISignatureVerifier verifier, long time)
    {
        foreach (var id in IdsOf(certificate.Issuer, state, hasher, out _).Ids)
        {
            var record = AccountTables.Anchors.Read(state, AccountTables.Anchors.Key(id.Span))
                ?? throw new InvalidDataException($"The state lists anchor {Convert.ToHexStringLower(id.Span)} but does not hold it.");
            if (!Certificate.TryParse(record.Der.Memory, out var anchor, out var error))
            {
                throw new InvalidDataException($"The state holds an anchor that cannot be read: {error}.");
            }

            if (time >= anchor.NotBeforeMs && time <= anchor.NotAfterMs && certificate.IsSignedBy(anchor.PublicKey, verifier))
            {
                return anchor;
            }
        }

        return null;
    }

    private static bool MayIssue(Certificate certificate) =>
        certificate.KeyUsage is null || certificate.KeyUsage.Value.HasFlag(KeyUsages.KeyCertSign);

    private static CertificateAnchorIds IdsOf(DistinguishedName name, IStateReader state, IHasher hasher, out byte[] nameKey)
    {
        nameKey = AccountTables.AnchorsByName.Key(TaggedHash.Compute(hasher, DomainTag.AnchorName, name.Encoded.Span).ToArray());
        return AccountTables.AnchorsByName.Read(state, nameKey) ?? new CertificateAnchorIds();
    }
}
