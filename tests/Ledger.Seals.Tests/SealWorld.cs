using System.Buffers.Binary;
using System.IO.Compression;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals.Tests;

/// <summary>An authority for seal makers, another for bidders, a maker, a bidder with a seal.</summary>
internal sealed class SealWorld
{
    internal const string Uscc = "91440400MA4UWX0R6T";
    internal static readonly long Start = Ms("2026-01-01T00:00:00Z");
    internal static readonly long End = Ms("2028-01-01T00:00:00Z");
    internal static readonly long Now = Ms("2026-11-22T08:00:00Z");

    internal SealWorld()
    {
        MakerAuthority = Authority("Seal makers", 1);
        BidderAuthority = Authority("Bidders", 2);
        Maker = Person(MakerAuthority, "Seal maker", 3, KeyUsages.Signing);
        Bidder = Person(BidderAuthority, "珠海建设有限公司", 4, KeyUsages.Signing);
        Other = Person(BidderAuthority, "Another", 5, KeyUsages.Signing);
        Seal = MakeSeal(Description());
    }

    internal (CertificateIssuer Issuer, Certificate Root) MakerAuthority { get; }

    internal (CertificateIssuer Issuer, Certificate Root) BidderAuthority { get; }

    internal MessageSigner Maker { get; }

    internal MessageSigner Bidder { get; }

    internal MessageSigner Other { get; }

    internal ElectronicSeal Seal { get; }

    internal static byte[] Content { get; } = "the protected bytes"u8.ToArray();

    internal SealDescription Description() => new()
    {
        Id = "44040000000001",
        Name = "珠海建设有限公司",
        Picture = new SealPicture("PNG", Png(32, 32), 40, 40),
        Certificates = [Bidder.Certificate],
        CreatedMs = Start,
        ValidFromMs = Start,
        ValidToMs = End,
    };

    internal ElectronicSeal MakeSeal(SealDescription description, MessageSigner? maker = null) =>
        SealMaker.TryMake(description, maker ?? Maker, out var error) ?? throw new InvalidOperationException($"{error}");

    internal SealSignature Sign(ElectronicSeal? seal = null, MessageSigner? signer = null, long? atMs = null) =>
        SealSigner.TrySign(seal ?? Seal, signer ?? Bidder, atMs ?? Now, ContentCheck.Sm3(Content), "document", out var error)
            ?? throw new InvalidOperationException($"{error}");

    internal SealVerificationOptions Options(TrustStub? makers = null, TrustStub? signers = null) => new()
    {
        MakerTrust = makers ?? new TrustStub(MakerAuthority.Root),
        SignerTrust = signers ?? new TrustStub(BidderAuthority.Root),
        ActingParty = Uscc,
        IsSealRevoked = (_, _) => false,
    };

    internal static long Ms(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    internal static MessageSigner Person(
        (CertificateIssuer Issuer, Certificate Root) authority,
        string name,
        byte seed,
        KeyUsages usage,
        SignatureAlgorithm algorithm = SignatureAlgorithm.Sm2Sm3)
    {
        var pair = TestKeys.Of(algorithm, seed);
        var certificate = authority.Issuer.Issue(new CertificateTemplate
        {
            Subject = Name(name),
            PublicKey = pair.PublicKey,
            SerialNumber = new byte[] { seed },
            NotBeforeMs = Start,
            NotAfterMs = End,
            KeyUsage = usage,
            OrganizationCode = Uscc,
        });
        return new MessageSigner(certificate, pair.CreateSigner());
    }

    /// <summary>A red disc with a transparent rim.</summary>
    internal static byte[] Png(int width, int height)
    {
        var rows = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            rows.WriteByte(0);
            for (var x = 0; x < width; x++)
            {
                var isInside = ((2 * x) - width) * ((2 * x) - width) + (((2 * y) - height) * ((2 * y) - height)) < width * height;
                rows.Write([200, 0, 0, isInside ? (byte)255 : (byte)0]);
            }
        }

        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(rows.ToArray());
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static (CertificateIssuer, Certificate) Authority(string name, byte seed)
    {
        var issuer = new CertificateIssuer(Name(name), TestKeys.Of(SignatureAlgorithm.Sm2Sm3, seed).CreateSigner());
        return (issuer, issuer.IssueRoot(new byte[] { seed }, Start, End));
    }

    private static DistinguishedName Name(string common) =>
        DistinguishedName.Create(
            new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
            new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, common));
}
