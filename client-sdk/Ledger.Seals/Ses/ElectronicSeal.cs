using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>
/// An electronic seal (电子印章, SESeal): GM/T 0031-2014 (version 1), GB/T 38540-2020 (4) or GM/T 0031-2025 (5). Parsing never throws and
/// decides nothing; <see cref="SealVerifier"/> does.
/// </summary>
public sealed class ElectronicSeal
{
    internal ElectronicSeal()
    {
    }

    /// <summary>The whole seal.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>1, 4 or 5.</summary>
    public required int Version { get; init; }

    /// <summary>Who made the software (Vid).</summary>
    public required string VendorId { get; init; }

    /// <summary>
    /// The seal's own number (esID): what a list of revoked seals names. Where the seal is filed (国办发〔2025〕33号) it is the filing number
    /// (备案编号): GB/T 38540 has no other place for one.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The kind of seal as its maker numbers it.</summary>
    public required int Type { get; init; }

    /// <summary>The seal's name.</summary>
    public required string Name { get; init; }

    /// <summary>The certificates that may use the seal, where it lists them whole.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>The digests of the certificates that may use the seal, where it lists those.</summary>
    public IReadOnlyList<SealCertificateDigest> CertificateDigests { get; init; } = [];

    /// <summary>When the seal was made, in milliseconds since 1970-01-01 UTC.</summary>
    public required long CreatedMs { get; init; }

    /// <summary>First instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ValidFromMs { get; init; }

    /// <summary>Last instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ValidToMs { get; init; }

    /// <summary>What it looks like.</summary>
    public required SealPicture Picture { get; init; }

    /// <summary>The certificate of the seal's maker (制章人).</summary>
    public required Certificate Maker { get; init; }

    /// <summary>Object identifier of the maker's signature algorithm.</summary>
    public required string SignatureOid { get; init; }

    /// <summary>The maker's signature over <see cref="SignedBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>
    /// What the maker signed, byte for byte as it came: the seal's information, in version 1 with the certificate and algorithm.
    /// </summary>
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    /// <summary>The time stamp of version 5, or null. It is outside of what the maker signed.</summary>
    public ReadOnlyMemory<byte>? TimeStamp { get; init; }

    /// <summary>
    /// Parses a seal of at most <see cref="SealLimits.SealBytesMax"/> bytes. False, with the reason, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out ElectronicSeal? seal, out SealError error)
    {
        (seal, error) = SesReading.Read(der, SealReader.Read);
        return seal is not null;
    }
}

/// <summary>One entry of a seal's list of certificates by digest.</summary>
/// <param name="Type">What the value is, as the maker names it; SM3 where it says nothing else.</param>
/// <param name="Value">The digest.</param>
public sealed record SealCertificateDigest(string Type, ReadOnlyMemory<byte> Value);

/// <summary>What the seal looks like.</summary>
/// <param name="Type">The format, for example <c>PNG</c> or <c>ofd</c>; in any case of letters.</param>
/// <param name="Data">The picture in that format.</param>
/// <param name="WidthMm">Width on paper in millimetres.</param>
/// <param name="HeightMm">Height on paper in millimetres.</param>
public sealed record SealPicture(string Type, ReadOnlyMemory<byte> Data, int WidthMm, int HeightMm);
