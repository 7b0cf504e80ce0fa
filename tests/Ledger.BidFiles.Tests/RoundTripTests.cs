using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.BidFiles.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Bidder.Segment - 1)]
    [InlineData(Bidder.Segment)]
    [InlineData(Bidder.Segment + 1)]
    [InlineData((9 * Bidder.Segment) + 5)]
    public void A_file_comes_back_as_it_was(int bytes)
    {
        using var bidder = new Bidder();
        RoundTrip(bidder, bytes);
    }

    [Fact]
    public void Any_file_comes_back_as_it_was()
    {
        using var bidder = new Bidder();
        Prop.ForAll(Gen.Choose(0, 10 * Bidder.Segment).ToArbitrary(), bytes => RoundTrip(bidder, bytes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void The_backup_certificate_opens_it_too_and_no_other_does()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(100);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.Equal(BidFileError.None, bidder.Decrypt(file, key: bidder.BackupKey));
        using var stranger = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        File.Delete(bidder.PathOf("changed"));
        Assert.Equal(BidFileError.WrongKey, bidder.Decrypt(file, key: stranger));
        using var otherFileKey = new BidFileKey(new byte[BidFileKey.Bytes]);
        Assert.Equal(
            BidFileError.WrongKey,
            Bidder.Decryptor()
                .Decrypt(bidder.PathOf("bid.enc"), bidder.PathOf("out"), otherFileKey, Bidder.Label, null, CancellationToken.None));
    }

    [Fact]
    public void Section_and_bidder_are_bound_and_do_not_stand_in_the_file()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(100);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.Equal(BidFileError.OtherSection, bidder.Decrypt(file, Bidder.Label with { SectionCode = "E4404000001001043001002" }));
        Assert.Equal(BidFileError.OtherBidder, bidder.Decrypt(file, Bidder.Label with { BidderUscc = "91440400MA4UWX0R7U" }));
        Assert.Equal(BidFileError.BadLabel, bidder.Decrypt(file, Bidder.Label with { BidderUscc = "" }));
        Assert.True(file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Bidder.Label.SectionCode)) < 0);
        Assert.True(file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Bidder.Label.BidderUscc)) < 0);
        foreach (var recipient in bidder.Recipients)
        {
            Assert.True(file.AsSpan().IndexOf(recipient.PublicKey.Encoded[1..33]) < 0);
        }
    }

    [Fact]
    public void Only_encryption_certificates_are_encrypted_to()
    {
        using var bidder = new Bidder();
        File.WriteAllBytes(bidder.PathOf("bid"), [1]);
        using var p256 = KeyPair.Generate(SignatureAlgorithm.EcdsaP256Sha256);
        foreach (var recipients
            in (Certificate[][])
            [
                [], [Bidder.Certify(bidder.Key, KeyUsages.Signing)],
                [Bidder.Certify(bidder.Key, KeyUsages.Signing | KeyUsages.Encryption)], [Bidder.Certify(p256)],
            ])
        {
            var error = Bidder.Encryptor()
                .Encrypt(bidder.PathOf("bid"), bidder.PathOf("out"), Bidder.Label, recipients, null, CancellationToken.None);
            Assert.Equal(BidFileError.NotAnEncryptionCertificate, error);
        }
    }

    [Fact]
    public void A_target_that_exists_is_not_touched()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(10);
        Assert.Equal(
            BidFileError.TargetExists, Bidder.Encryptor()
                .Encrypt(bidder.PathOf("bid"), bidder.PathOf("bid.enc"), Bidder.Label, bidder.Recipients, null, CancellationToken.None));
        using var key = bidder.KeyOf("bid.enc");
        Assert.Equal(
            BidFileError.TargetExists,
            Bidder.Decryptor().Decrypt(bidder.PathOf("bid.enc"), bidder.PathOf("bid"), key, Bidder.Label, null, CancellationToken.None));
    }

    private static void RoundTrip(Bidder bidder, int bytes)
    {
        foreach (var name in (string[])["bid.enc", "changed"])
        {
            File.Delete(bidder.PathOf(name));
        }

        var content = bidder.Encrypt(bytes);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        Assert.Equal(file.Length, header.FileBytes);
        Assert.Equal(BidFileError.None, bidder.Decrypt(file));
        Assert.Equal(content, File.ReadAllBytes(bidder.PathOf("changed")));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(bidder.PathOf("bid"))!, "*.journal"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(bidder.PathOf("bid"))!, "*.part"));
    }
}
