using System.Buffers.Binary;
using System.Text;
using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>The tables of the CaTrust contract.</summary>
public static class CaTrustTables
{
    /// <summary>The own key of the one algorithm floor.</summary>
    public const string Current = "current";

    /// <summary>The freshness policy of every CA that has none of its own.</summary>
    public const string AllAuthorities = "all";

    // Longer serial numbers, which RFC 5280 §4.1.2.2 forbids, stand under their hash, so that every key stays short.
    private const int SerialBytesMax = 64;

    /// <summary>Recognised CAs, by their id.</summary>
    public static StateTable<CertificateAuthority> Authorities { get; } = new("catrust", "authority");

    /// <summary>Each CA's status over time, by its id.</summary>
    public static StateTable<AuthorityStanding> Standings { get; } = new("catrust", "standing");

    /// <summary>The CAs with an authority of one name, by <see cref="NameKey"/>.</summary>
    public static StateTable<AuthorityIds> ByName { get; } = new("catrust", "by_name");

    /// <summary>Who accepts which CA for what, by place, <c>/</c>, CA id.</summary>
    public static StateTable<AcceptanceHistory> Acceptances { get; } = new("catrust", "acceptance");

    /// <summary>The algorithm floor, under <see cref="Current"/>.</summary>
    public static StateTable<FloorHistory> Floors { get; } = new("catrust", "floor");

    /// <summary>Freshness policies, by CA id or <see cref="AllAuthorities"/>.</summary>
    public static StateTable<FreshnessHistory> Freshness { get; } = new("catrust", "freshness");

    /// <summary>Revoked certificates, by <see cref="RevocationKey"/>.</summary>
    public static StateTable<Revocation> Revocations { get; } = new("catrust", "revocation");

    /// <summary>Imported revocation lists, by <see cref="ListsKey"/>.</summary>
    public static StateTable<RevocationLists> Lists { get; } = new("catrust", "crl");

    /// <summary>Lists that come in parts, by <see cref="UploadKey"/>.</summary>
    public static StateTable<CrlUpload> Uploads { get; } = new("catrust", "crl_upload");

    /// <summary>Their parts, by <see cref="PartKey"/>.</summary>
    public static StateTable<CrlPart> Parts { get; } = new("catrust", "crl_part");

    /// <summary>All open uploads, under <see cref="Current"/>.</summary>
    public static StateTable<CrlQueue> Queue { get; } = new("catrust", "crl_queue");

    internal static IEnumerable<string> Names =>
        [
            Authorities.Name, Standings.Name, ByName.Name, Acceptances.Name, Floors.Name, Freshness.Name,
            Revocations.Name, Lists.Name, Uploads.Name, Parts.Name, Queue.Name,
        ];

    /// <summary>H(<see cref="DomainTag.AuthorityName"/> ‖ the name's DER).</summary>
    public static byte[] NameKey(DistinguishedName name, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.Key(TaggedHash.Compute(hasher, DomainTag.AuthorityName, name.Encoded.Span).ToArray());
    }

    /// <summary>
    /// An authority by its name and key: H(<see cref="DomainTag.Issuer"/> ‖ subject name's DER ‖ SubjectPublicKeyInfo's DER). A renewed
    /// certificate of the same key is the same issuer.
    /// </summary>
    public static Digest IssuerId(Certificate authority, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return TaggedHash.Compute(
            hasher, DomainTag.Issuer, [.. authority.Subject.Encoded.Span, .. authority.Key.SubjectPublicKeyInfo.Span]);
    }

    /// <summary>The full key of a place's acceptance of a CA.</summary>
    public static byte[] AcceptanceKey(string place, string caId) => Acceptances.Key($"{place}/{caId}");

    /// <summary>The full key of a revocation: the issuer id's 32 bytes, the serial number as a number, without zeros in front.</summary>
    public static byte[] RevocationKey(Digest issuerId, ReadOnlySpan<byte> serialNumber, IHasher hasher) =>
        Revocations.Key([.. issuerId.ToArray(), .. SerialPart(serialNumber, hasher)]);

    /// <summary>The full key of an authority's lists of one scope: the issuer id's 32 bytes, then nothing for complete lists.</summary>
    public static byte[] ListsKey(Digest issuerId, ReadOnlySpan<byte> scope) => Lists.Key([.. issuerId.ToArray(), .. scope]);

    /// <summary>The full key of a subject's upload: its USCC, <c>/</c>, the list's 32-byte digest.</summary>
    public static byte[] UploadKey(string uscc, ReadOnlySpan<byte> crlDigest) =>
        Uploads.Key([.. Encoding.ASCII.GetBytes(uscc), (byte)'/', .. crlDigest]);

    /// <summary>The full key of one part: as <see cref="UploadKey"/>, then its index in 4 bytes, big-endian.</summary>
    public static byte[] PartKey(string uscc, ReadOnlySpan<byte> crlDigest, uint index)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, index);
        return Parts.Key([.. Encoding.ASCII.GetBytes(uscc), (byte)'/', .. crlDigest, .. number]);
    }

    internal static byte[] SerialPart(ReadOnlySpan<byte> encoded, IHasher hasher)
    {
        var serialNumber = SerialNumbers.Magnitude(encoded);
        if (serialNumber.Length <= SerialBytesMax)
        {
            return serialNumber.ToArray();
        }

        var digest = new byte[Digest.Bytes];
        hasher.Hash(serialNumber, digest);
        return digest;
    }

}
