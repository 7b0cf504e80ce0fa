using System.Runtime.Versioning;
using Ledger.Certificates.Extensions;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

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
    }

    /// <summary>The counter stands in the vault: without that file there is no vault, and its keys do not open apart from it.</summary>
    [Fact]
    public async Task Taking_any_file_away_gives_no_new_tries()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder, withEncryption: true);
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ScanAsync(session.QrText);
        await Assert.ThrowsAsync<PhoneException>(() => scanned.ConfirmAsync(session.Number, "0000"));
        var copy = consortium.NewPath("copy");
        foreach (var gone in Directory.GetFiles(folder).Select(Path.GetFileName))
        {
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != gone))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            }

            if (gone == "phone.json")
            {
                Assert.Throws<PhoneException>(() => PhoneVault.Open(copy));
            }
            else
            {
                Assert.Equal(4, PhoneVault.Open(copy).AttemptsLeft);
            }

            Directory.Delete(copy, recursive: true);
        }

        // the PIN alone, past the counter
        Assert.Null(KeyFile.TryOpen(Path.Combine(folder, "signing.key"), RunningConsortium.Pin, out var apart));
        Assert.Equal(KeyFileError.WrongPinOrDamaged, apart);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("3", 2)]
    [InlineData("", 0)]
    public async Task A_vault_of_the_old_version_opens_keeps_its_tries_and_is_renewed(string? attempts, int left)
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder);
        var bidder = consortium.Bidder;
        OldVault.Write(
            folder,
            bidder.KeyPair,
            bidder.Certificate,
            new TrustedOrigin(RunningConsortium.Origin, consortium.Centre.Uscc),
            "1234",
            attempts);
        Assert.Equal(left, PhoneVault.Open(folder).AttemptsLeft);
        Assert.False(File.Exists(Path.Combine(folder, "attempts")));
        if (left == 0)
        {
            return;
        }

        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, "1234");
        Assert.False(KeyFile.IsOld(Path.Combine(folder, "signing.key")));
        Assert.Null(KeyFile.TryOpen(Path.Combine(folder, "signing.key"), "1234", out _));
        session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        scanned = await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, "1234");
        Assert.Equal(5, PhoneVault.Open(folder).AttemptsLeft);
    }

    [Fact]
    public void A_pin_that_is_soon_guessed_makes_no_vault()
    {
        var folder = consortium.NewPath("vault");
        var refused = Assert.Throws<ArgumentException>(
            () =>
                PhoneVault.Create(
                    folder,
                    (consortium.Bidder.KeyPair, consortium.Bidder.Certificate),
                    null,
                    [new TrustedOrigin(RunningConsortium.Origin, consortium.Centre.Uscc)],
                    "1"));
        Assert.Contains("at least 6", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
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
        Assert.All(
            Directory.GetFiles(folder),
            file =>
                Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Assert.Equal(3, Directory.GetFiles(folder).Length); // phone.json and two keys
    }

    [Fact]
    public void One_key_has_one_use()
    {
        var bidder = consortium.Bidder;
        var encryption = consortium.NewEncryptionPair(bidder.Uscc);
        TrustedOrigin[] origins = [new(RunningConsortium.Origin, consortium.Centre.Uscc)];
        Assert.Throws<ArgumentException>(
            () => PhoneVault.Create(consortium.NewPath("v"), encryption, null, origins, RunningConsortium.Pin));
        Assert.Throws<ArgumentException>(
            () =>
                PhoneVault.Create(
                    consortium.NewPath("v"),
                    (bidder.KeyPair, bidder.Certificate),
                    (bidder.KeyPair, bidder.Certificate),
                    origins,
                    RunningConsortium.Pin));
        Assert.Throws<ArgumentException>(
            () => PhoneVault.Create(consortium.NewPath("v"), (encryption.Key, bidder.Certificate), null, origins, RunningConsortium.Pin));
        Assert.Throws<ArgumentException>(
            () =>
                PhoneVault.Create(
                    consortium.NewPath("v"),
                    (bidder.KeyPair, bidder.Certificate),
                    null,
                    [new TrustedOrigin("ggzy.gov.cn", "x")],
                    RunningConsortium.Pin));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"version\": 3, \"signing_certificate\": \"\", \"origins\": []}")]
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
        var vault = PhoneVault.Create(
            consortium.NewPath("vault"),
            (key, certificate),
            null,
            [new TrustedOrigin(RunningConsortium.Origin, consortium.Centre.Uscc)],
            RunningConsortium.Pin,
            KeyFileCost.OfKnownKeys);
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, vault).ScanAsync(session.QrText);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(Protocol.RefusalCode.UnknownSigner, refused.Code);
    }
}
