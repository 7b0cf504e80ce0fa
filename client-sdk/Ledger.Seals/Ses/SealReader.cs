using System.Formats.Asn1;
using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>
/// Reads SESeal. Version 1 has two elements, information and signature; 4 and 5 have the signature's three fields beside it.
/// </summary>
internal static class SealReader
{
    private const int ListOfCertificates = 1;
    private const int ListOfDigests = 2;
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    internal static (ElectronicSeal?, SealError) Read(ReadOnlyMemory<byte> der)
    {
        var seal = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var info = seal.ReadEncodedValue();
        return seal.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadOld(der, info, seal) : ReadNew(der, info, seal);
    }

    private static (ElectronicSeal?, SealError) ReadOld(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> info, AsnReader seal)
    {
        var sign = seal.ReadSequence();
        seal.ThrowIfNotEmpty();
        var encodedCertificate = sign.ReadEncodedValue();
        var encodedAlgorithm = sign.ReadEncodedValue();
        var signature = SesReading.Bits(sign);
        sign.ThrowIfNotEmpty();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info.Span);
            writer.WriteEncodedValue(encodedCertificate.Span);
            writer.WriteEncodedValue(encodedAlgorithm.Span);
        }

        return ReadInfo(new Parts(der, info, encodedCertificate, encodedAlgorithm, signature, writer.Encode(), null, IsOld: true));
    }

    private static (ElectronicSeal?, SealError) ReadNew(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> info, AsnReader seal)
    {
        var encodedCertificate = seal.ReadEncodedValue();
        var encodedAlgorithm = seal.ReadEncodedValue();
        var signature = SesReading.Bits(seal);
        var timeStamp = ReadTimeStamp(seal);
        seal.ThrowIfNotEmpty();
        return ReadInfo(new Parts(der, info, encodedCertificate, encodedAlgorithm, signature, info, timeStamp, IsOld: false));
    }

    internal static ReadOnlyMemory<byte>? ReadTimeStamp(AsnReader from)
    {
        if (!from.HasData)
        {
            return null;
        }

        var wrapper = from.ReadSequence(Tag0);
        ReadOnlyMemory<byte> token = SesReading.Bits(wrapper);
        wrapper.ThrowIfNotEmpty();
        return token;
    }

    private static (ElectronicSeal?, SealError) ReadInfo(Parts parts)
    {
        var info = new AsnReader(parts.Info, AsnEncodingRules.DER).ReadSequence();
        var header = info.ReadSequence();
        if (SesReading.Text(header, UniversalTagNumber.IA5String) != "ES")
        {
            return (null, SealError.Malformed);
        }

        var version = SesReading.Integer(header);
        if (parts.IsOld ? version != 1 : version is not (4 or 5) || (version == 4 && parts.TimeStamp is not null))
        {
            return (null, SealError.Version);
        }

        var vendor = SesReading.Text(header, UniversalTagNumber.IA5String);
        header.ThrowIfNotEmpty();
        var id = SesReading.Text(info, UniversalTagNumber.IA5String);
        var property = info.ReadSequence();
        var picture = info.ReadSequence();
        SkipExtensions(info);
        if (!Certificate.TryParse(new AsnReader(parts.Certificate, AsnEncodingRules.DER).ReadOctetString(), out var maker, out _))
        {
            return (null, SealError.Certificate);
        }

        var type = SesReading.Integer(property);
        var name = SesReading.Text(property, UniversalTagNumber.UTF8String);
        var (certificates, digests) = ReadList(property, parts.IsOld ? ListOfCertificates : SesReading.Integer(property));
        var (created, from, to) = (SesReading.Time(property), SesReading.Time(property), SesReading.Time(property));
        property.ThrowIfNotEmpty();
        return (new ElectronicSeal
        {
            Der = parts.Der,
            Version = version,
            VendorId = vendor,
            Id = id,
            Type = type,
            Name = name,
            Certificates = certificates,
            CertificateDigests = digests,
            CreatedMs = created,
            ValidFromMs = from,
            ValidToMs = to,
            Picture = ReadPicture(picture),
            Maker = maker,
            SignatureOid = new AsnReader(parts.Algorithm, AsnEncodingRules.DER).ReadObjectIdentifier(),
            Signature = parts.Signature,
            SignedBytes = parts.SignedBytes,
            TimeStamp = parts.TimeStamp,
        }, SealError.None);
    }

    private static SealPicture ReadPicture(AsnReader picture)
    {
        var type = SesReading.Text(picture, UniversalTagNumber.IA5String);
        var data = picture.ReadOctetString();
        var read = new SealPicture(type, data, SesReading.Integer(picture), SesReading.Integer(picture));
        picture.ThrowIfNotEmpty();
        return read;
    }

    private static (List<ReadOnlyMemory<byte>> Certificates, List<SealCertificateDigest> Digests) ReadList(AsnReader property, int type)
    {
        if (type is not (ListOfCertificates or ListOfDigests))
        {
            throw new AsnContentException();
        }

        var certificates = new List<ReadOnlyMemory<byte>>();
        var digests = new List<SealCertificateDigest>();
        var list = property.ReadSequence();
        while (list.HasData)
        {
            if (certificates.Count + digests.Count == SealLimits.CertificatesMax)
            {
                throw new AsnContentException();
            }

            if (type == ListOfCertificates)
            {
                certificates.Add(list.ReadOctetString());
                continue;
            }

            var entry = list.ReadSequence();
            digests.Add(new SealCertificateDigest(SesReading.Text(entry, UniversalTagNumber.PrintableString), entry.ReadOctetString()));
            entry.ThrowIfNotEmpty();
        }

        return (certificates, digests);
    }

    /// <summary>The standard tags the extensions <c>[0]</c>; in real seals they are a bare SEQUENCE.</summary>
    private static void SkipExtensions(AsnReader info)
    {
        if (info.HasData && (info.PeekTag().HasSameClassAndValue(Tag0) || info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)))
        {
            info.ReadEncodedValue();
        }

        info.ThrowIfNotEmpty();
    }

    /// <summary>What the two shapes have in common.</summary>
    private sealed record Parts(
        ReadOnlyMemory<byte> Der,
        ReadOnlyMemory<byte> Info,
        ReadOnlyMemory<byte> Certificate,
        ReadOnlyMemory<byte> Algorithm,
        ReadOnlyMemory<byte> Signature,
        ReadOnlyMemory<byte> SignedBytes,
        ReadOnlyMemory<byte>? TimeStamp,
        bool IsOld);
}
