using System.Text;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>
/// A page that closed in the middle, a QR that is scanned again, a second session beside the first, a PIN that is changed.
/// </summary>
public sealed class InterruptionTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("我方投标总价为人民币壹佰贰拾叁万元整");

    [Fact]
    public async Task A_page_that_closed_after_the_scan_fetches_the_signature_later()
    {
        var session = await consortium.Page.OpenScanAsync(Sign(Content));
        var exported = session.Export();
        using var closed = new CancellationTokenSource();
        var scannedAtPage = new TaskCompletionSource();
        var watching = session.WaitAsync(state => Note(state, scannedAtPage), closed.Token);
        var phone = new PhoneClient(consortium.PhoneSide, consortium.NewVault());
        var scanned = await phone.ScanAsync(session.QrText);
        await scannedAtPage.Task;
        Assert.Equal(Content, Assert.Single(await scanned.FetchItemsAsync()).Content!.Value.ToArray()); // the page has given its document
        await closed.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => watching);

        // While the person has not answered, and once more after that.
        using var again = new CancellationTokenSource();
        var second = consortium.Page.ResumeScan(exported, [Document(Content)]).WaitAsync(cancellationToken: again.Token);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.Single((await second).Confirmation!.Result.Signatures);
        var third = await consortium.Page.ResumeScan(exported, [Document(Content)]).WaitAsync();
        Assert.Single(third.Confirmation!.Result.Signatures);

        static void Note(ScanState state, TaskCompletionSource reached)
        {
            if (state == ScanState.Scanned)
            {
                reached.TrySetResult();
            }
        }
    }

    [Fact]
    public async Task A_page_gives_the_phone_no_other_document_than_the_session_asks_for()
    {
        var exported = (await consortium.Page.OpenScanAsync(Sign(Content))).Export();
        var other = Assert.Throws<InvalidDataException>(() => consortium.Page.ResumeScan(exported, [Document([1, 2, 3])]));
        Assert.Contains("is not what the session was opened with", other.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => consortium.Page.ResumeScan(exported, []));
        Assert.Throws<InvalidDataException>(() => consortium.Page.ResumeScan(exported, [Document(Content), Document(Content)]));
    }

    [Fact]
    public async Task The_same_qr_again_is_this_phones_own_session()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var outcome = session.WaitAsync();
        var phone = new PhoneClient(consortium.PhoneSide, consortium.NewVault());
        await phone.ScanAsync(session.QrText);
        var again = await phone.ScanAsync(session.QrText);
        Assert.Empty(again.LeftOrigins);
        await again.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.NotNull((await outcome).Confirmation);

        // Another phone is another one still.
        var taken = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        await phone.ScanAsync(taken.QrText);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(taken.QrText));
        Assert.Equal(RefusalCode.SessionClaimed, refused.Code);
    }

    [Fact]
    public async Task A_second_scan_says_what_it_leaves_and_the_first_can_be_taken_up_again()
    {
        var (first, second) =
            (await consortium.Page.OpenScanAsync(RunningConsortium.Login), await consortium.Page.OpenScanAsync(RunningConsortium.Login));
        var outcomes = (first.WaitAsync(), second.WaitAsync());
        var phone = new PhoneClient(consortium.PhoneSide, consortium.NewVault());
        await phone.ScanAsync(first.QrText);
        var other = await phone.ScanAsync(second.QrText);
        Assert.Equal([RunningConsortium.Origin], other.LeftOrigins);
        await other.ConfirmAsync(second.Number, RunningConsortium.Pin);
        await Assert.ThrowsAsync<PhoneException>(() => phone.ResumeAsync()); // the first waits, but nobody confirms it by mistake
        await (await phone.ScanAsync(first.QrText)).ConfirmAsync(first.Number, RunningConsortium.Pin);
        Assert.NotNull((await outcomes.Item1).Confirmation);
        Assert.NotNull((await outcomes.Item2).Confirmation);
        Assert.Equal(PhoneRefusal.NoSession, (await Assert.ThrowsAsync<PhoneException>(() => phone.ResumeAsync())).Refusal);
    }

    [Fact]
    public async Task A_page_is_trusted_later_and_no_longer()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder);
        var known = PhoneVault.Open(folder).Origins;
        var vault = PhoneVault.Open(folder).Trust(new TrustedOrigin("https://ggzy.gz.gov.cn", consortium.Centre.Uscc));
        Assert.Equal(2, vault.Origins.Count);
        Assert.Equal(2, PhoneVault.Open(folder).Origins.Count);
        Assert.Single(PhoneVault.Open(folder).Untrust(RunningConsortium.Origin).Origins);
        Assert.Throws<ArgumentException>(() => PhoneVault.Open(folder).Untrust(RunningConsortium.Origin));
        Assert.Throws<ArgumentException>(() => PhoneVault.Open(folder).Trust(new TrustedOrigin("http://other", "x")));
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var refused = await Assert.ThrowsAsync<PhoneException>(
            () => new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ScanAsync(session.QrText));
        Assert.Equal(PhoneRefusal.OriginNotAllowed, refused.Refusal);
        await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder).Trust(known[0])).ScanAsync(session.QrText);
    }

    [Fact]
    public void A_pin_is_changed_by_who_knows_it_and_each_try_counts()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder, withEncryption: true);
        var old = File.ReadAllBytes(Path.Combine(folder, "encryption.key"));
        Assert.Throws<ArgumentException>(() => PhoneVault.Open(folder).ChangePin(RunningConsortium.Pin, "1234"));
        var wrong = Assert.Throws<PhoneException>(() => PhoneVault.Open(folder).ChangePin("000000", "another-777"));
        Assert.Equal(PhoneRefusal.WrongPin, wrong.Refusal);
        Assert.Equal(3, PhoneVault.Open(folder).AttemptsLeft); // the old PIN and the new one were tried

        PhoneVault.Open(folder).ChangePin(RunningConsortium.Pin, "another-777");
        Assert.Equal(5, PhoneVault.Open(folder).AttemptsLeft);
        Assert.Throws<PhoneException>(() => PhoneVault.Open(folder).OpenSigningKey(RunningConsortium.Pin));
        PhoneVault.Open(folder).OpenSigningKey("another-777").Dispose();
        PhoneVault.Open(folder).OpenEncryptionKey("another-777").Dispose();

        // Stopped between the two keys: the same call goes on.
        File.WriteAllBytes(Path.Combine(folder, "encryption.key"), old);
        PhoneVault.Open(folder).ChangePin(RunningConsortium.Pin, "another-777");
        PhoneVault.Open(folder).OpenEncryptionKey("another-777").Dispose();
    }

    [Fact]
    public void What_is_removed_is_the_phone_alone()
    {
        var folder = consortium.NewPath("vault");
        consortium.NewVault(folder, withEncryption: true);
        File.WriteAllText(Path.Combine(folder, "letter.txt"), "mine");
        PhoneVault.Remove(folder);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.Throws<PhoneException>(() => PhoneVault.Open(folder));
        consortium.NewVault(folder);
    }

    private ScanDocument Document(byte[] content) =>
        ScanDocument.FromContent("投标函", content, consortium.Page.Genesis.Hasher);

    private ScanRequest Sign(byte[] content) => new()
    {
        Act = ScanAct.Sign,
        Origin = RunningConsortium.Origin,
        Title = "签署投标函",
        Documents = [Document(content)],
    };
}
