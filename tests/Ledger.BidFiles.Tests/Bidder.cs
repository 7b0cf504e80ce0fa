using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.BidFiles.Tests;

/// <summary>A bidder with an encryption certificate, and a folder for files.</summary>
internal sealed class Bidder : IDisposable
{
    internal const int Segment = BidFileOptions.SegmentBytesMin;
    internal static readonly BidFileLabel Label = new("E4404000001001043001001", "91440400MA4UWX0R6T");
    internal static readonly BidFileOptions Options = new() { SegmentBytes = Segment, CheckpointSegments = 4, Lanes = 2 };
    private static readonly DistinguishedName Name = DistinguishedName.Create(
        new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "测试"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-bid");

    internal KeyPair Key { get; } = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);

    internal KeyPair BackupKey { get; } = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);

    internal IReadOnlyList<Certificate> Recipients => field ??= [Certify(Key), Certify(BackupKey)];

    public void Dispose() => _folder.Delete(recursive: true);

    internal static Certificate Certify(KeyPair key, KeyUsages usage = KeyUsages.Encryption)
    {
        using var pair = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, new byte[KeyPair.SeedBytes]);
        return new CertificateIssuer(Name, pair.CreateSigner()).Issue(new CertificateTemplate
        {
            Subject = Name,
            PublicKey = key.PublicKey,
            SerialNumber = key.PublicKey.EncodedMemory[1..9],
            NotBeforeMs = 0,
            NotAfterMs = 4_000_000_000_000,
            KeyUsage = usage,
        });
    }

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a bid of so many random bytes and encrypts it.</summary>
    internal byte[] Encrypt(int bytes, string name = "bid")
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        File.WriteAllBytes(PathOf(name), content);
        Assert.Equal(
            BidFileError.None, Encryptor().Encrypt(PathOf(name), PathOf(name + ".enc"), Label, Recipients, null, CancellationToken.None));
        return content;
    }

    internal BidFileError Decrypt(byte[] file, BidFileLabel? label = null, KeyPair? key = null)
    {
        File.WriteAllBytes(PathOf("changed.enc"), file);
        File.Delete(PathOf("changed.part"));
        File.Delete(PathOf("changed.journal"));
        if (!BidFileHeader.TryRead(file, out var header, out var error))
        {
            return error;
        }

        using var fileKey = header.TryUnwrap(key ?? Key);
        return fileKey is null
            ? BidFileError.WrongKey
            : Decryptor().Decrypt(PathOf("changed.enc"), PathOf("changed"), fileKey, label ?? Label, null, CancellationToken.None);
    }

    internal BidFileKey KeyOf(string name)
    {
        Assert.True(BidFileHeader.TryReadFile(PathOf(name), out var header, out _));
        return header.TryUnwrap(Key)!;
    }

    internal static BidFileEncryptor Encryptor() => new(Options);

    internal static BidFileDecryptor Decryptor() => new(Options);
}
