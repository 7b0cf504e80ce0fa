using System.Runtime.Versioning;
using Ledger.Client;
using Ledger.Crypto;

namespace Ledger.Phone.Tests;

/// <summary>The phone's keys: under a PIN that may not be guessed, apart from each other.</summary>
public sealed class VaultTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    [Fact]
    public async Task Five_wrong_pins_lock_the_vault_for_the_right_one_too()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder);
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ScanAsync(session.QrText);
        for (var left = 4; left >= 0; left--)
        {
            var wrong = await Assert.ThrowsAsync<PhoneException>(() => scanned.ConfirmAsync(session.Number, "0000"));
            Assert.Equal(PhoneRefusal.WrongPin, wrong.Refusal);
            Assert.Equal(left, PhoneVault.Open(folder).AttemptsLeft); // on disk, for the next process
        }

        var locked = await Assert.ThrowsAsync<PhoneException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(PhoneRefusal.PinLocked, locked.Refusal);
        await File.WriteAllTextAsync(Path.Combine(folder, "attempts"), "");
        Assert.Equal(0, PhoneVault.Open(folder).AttemptsLeft); // an emptied counter is no new chance
    }

    [Fact]
    public async Task A_right_pin_gives_the_attempts_back()
    {
        var folder = consortium.NewPath("vault");
        var vault = consortium.NewVault(folder);
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, vault).ScanAsync(session.QrText);
        await Assert.ThrowsAsync<PhoneException>(() => scanned.ConfirmAsync(session.Number, "0000"));
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.Equal(5, vault.AttemptsLeft);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Nothing_of_the_vault_is_readable_by_others()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder, withEncryption: true);
        Assert.All(Directory.GetFiles(folder), file => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void One_key_has_one_use()
    {
        var bidder = consortium.Bidder;
        var encryption = consortium.NewEncryptionPair(bidder.Uscc);
        TrustedOrigin[] origins = [new(RunningConsortium.Origin, consortium.Centre.Uscc)];
        Assert.Throws<ArgumentException>(() => PhoneVault.Create(consortium.NewPath("v"), encryption, null, origins, "1"));
        Assert.Throws<ArgumentException>(() => PhoneVault.Create(consortium.NewPath("v"), (bidder.KeyPair, bidder.Certificate), (bidder.KeyPair, bidder.Certificate), origins, "1"));
        Assert.Throws<ArgumentException>(() => PhoneVault.Create(consortium.NewPath("v"), (encryption.Key, bidder.Certificate), null, origins, "1"));
        Assert.Throws<ArgumentException>(() => PhoneVault.Create(consortium.NewPath("v"), (bidder.KeyPair, bidder.Certificate), null, [new TrustedOrigin("ggzy.gov.cn", "x")], "1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"version\": 2, \"signing_certificate\": \"\", \"origins\": []}")]
    public void A_damaged_vault_is_named(string json)
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder);
        File.WriteAllText(Path.Combine(folder, "phone.json"), json);
        Assert.Equal(PhoneRefusal.Vault, Assert.Throws<PhoneException>(() => PhoneVault.Open(folder)).Refusal);
        Assert.Equal(PhoneRefusal.Vault, Assert.Throws<PhoneException>(() => PhoneVault.Open(consortium.NewPath("none"))).Refusal);
    }

    [Fact]
    public async Task A_key_that_is_not_registered_is_refused_by_the_node()
    {
        using var key = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        var (_, certificate) = consortium.Certify(key, consortium.Bidder.Uscc, KeyUsages.Signing);
        var vault = PhoneVault.Create(consortium.NewPath("vault"), (key, certificate), null, [new TrustedOrigin(RunningConsortium.Origin, consortium.Centre.Uscc)], RunningConsortium.Pin);
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, vault).ScanAsync(session.QrText);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(Protocol.RefusalCode.UnknownSigner, refused.Code);
    }
}
