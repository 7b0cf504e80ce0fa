using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using Ledger.Certificates.Names;
using Ledger.Crypto;

namespace Ledger.Certificates.Revocation;

/// <summary>
/// A certificate revocation list as its authority signed it (RFC 5280 §5): complete lists of one authority. Delta, indirect and partial
/// lists are refused by name. Of the entries only their places are kept (4 bytes each), so that lists of many megabytes are cheap.
/// </summary>
public sealed class RevocationList
{
    /// <summary>Longest list taken, in bytes.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    /// <summary>Most entries taken.</summary>
    public const int EntriesMax = 2_000_000;

    private readonly RevocationListFields _fields;

    internal RevocationList(RevocationListFields fields) => _fields = fields;

    /// <summary>The whole list.</summary>
    public ReadOnlyMemory<byte> Der => _fields.Der;

    /// <summary>Who issued it.</summary>
    public DistinguishedName Issuer => _fields.Issuer;

    /// <summary>When it was made, in milliseconds since 1970-01-01 UTC.</summary>
    public long ThisUpdateMs => _fields.ThisUpdateMs;

    /// <summary>Until when the next one is due, in milliseconds since 1970-01-01 UTC; null where the authority does not say.</summary>
    public long? NextUpdateMs => _fields.NextUpdateMs;

    /// <summary>Its number in the authority's sequence, two's complement and big-endian; null where absent.</summary>
    public ReadOnlyMemory<byte>? Number => _fields.Number;

    /// <summary>The identifier of the key that signed it; null where absent.</summary>
    public ReadOnlyMemory<byte>? AuthorityKeyId => _fields.AuthorityKeyId;

    /// <summary>How many certificates it revokes.</summary>
    public int Count => _fields.Entries.Count;

    /// <summary>Whether it speaks only of end entities.</summary>
    public bool OnlyEndEntities => _fields.OnlyEndEntities;

    /// <summary>Whether it speaks only of authorities.</summary>
    public bool OnlyAuthorities => _fields.OnlyAuthorities;

    /// <summary>Where it says it is published; empty for a list of all that the authority issued.</summary>
    public IReadOnlyList<GeneralName> DistributionPointNames => _fields.DistributionPointNames;

    /// <summary>Object identifier of the signature algorithm in dotted form.</summary>
    public string SignatureAlgorithmOid => _fields.SignatureAlgorithmOid;

    internal CertificateSignatureScheme SignatureScheme => _fields.SignatureScheme;

    /// <summary>
    /// Parses a list of at most <see cref="BytesMax"/> bytes, which the caller must not change afterwards. False, with the reason in
    /// <paramref name="error"/>, for anything else; never throws. Every entry is looked at once.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out RevocationList? list, out RevocationListError error)
    {
        error = RevocationListReader.Read(der, out var fields);
        list = error == RevocationListError.None ? new RevocationList(fields!) : null;
        return list is not null;
    }

    /// <summary>The entry of a serial number, or null; by binary search.</summary>
    public RevocationEntry? Find(ReadOnlyMemory<byte> serialNumber) => _fields.Entries.Find(serialNumber.Span);

    /// <summary>The entries, by serial number.</summary>
    public IEnumerable<RevocationEntry> Entries() => _fields.Entries.All();

    /// <summary>Length of the longest entry in bytes.</summary>
    public int LongestEntryBytes => _fields.Entries.LongestBytes;

    /// <summary>Where the entries stand in <see cref="Der"/>, one after the other in the authority's order.</summary>
    public Range EntriesRange =>
        Der.Span.Overlaps(_fields.Entries.Bytes.Span, out var offset) ? offset..(offset + _fields.Entries.Bytes.Length) : 0..0;

    /// <summary>
    /// Reads the entry at the beginning of bytes that come from the <see cref="EntriesRange"/> of a list that was parsed; more may follow
    /// it.
    /// </summary>
    /// <param name="bytes">The entry, and what follows.</param>
    /// <param name="consumed">Its length in bytes.</param>
    /// <exception cref="InvalidDataException">They do not begin with an entry: they are not of such a list.</exception>
    public static RevocationEntry ReadEntry(ReadOnlyMemory<byte> bytes, out int consumed)
    {
        try
        {
            return RevocationEntries.ReadEntry(bytes, mayHaveExtensions: true, out var entry, out consumed) == RevocationListError.None
                ? entry!
                : throw new InvalidDataException("An entry of a list that was parsed no longer reads.");
        }
        catch (AsnContentException e)
        {
            throw new InvalidDataException("An entry of a list that was parsed no longer reads.", e);
        }
    }

    /// <summary>Whether the list is signed by <paramref name="issuerKey"/>.</summary>
    public bool IsSignedBy(CertificateKey issuerKey, ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(issuerKey);
        ArgumentNullException.ThrowIfNull(verifier);
        return CertificateSignatures.Verify(issuerKey, _fields.SignatureScheme, _fields.SignedBytes, _fields.Signature, verifier);
    }
}

/// <summary>One revoked certificate of a list.</summary>
/// <param name="SerialNumber">Its serial number, as it stands in the list.</param>
/// <param name="RevokedAtMs">Since when, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="InvalidSinceMs">Since when the key is thought to be known to others, where the authority says so.</param>
public sealed record RevocationEntry(ReadOnlyMemory<byte> SerialNumber, long RevokedAtMs, RevocationReason Reason, long? InvalidSinceMs);
