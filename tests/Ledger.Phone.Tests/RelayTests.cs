using System.Text;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>The node between page and phone: it sees ciphertexts alone, and what it changes is seen.</summary>
public sealed class RelayTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private const string Title = "签署标段 E4404000001001043001001 的投标函";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("我方投标总价为人民币壹佰贰拾叁万元整");

    [Fact]
    public async Task The_node_sees_neither_title_nor_document_nor_nonce_nor_signature()
    {
        var (pageTap, phoneTap) = (new WireTap(), new WireTap());
        using var page = consortium.ClientOf(consortium.Centre, pageTap);
        using var phoneSide = consortium.Reader(phoneTap);
        var session = await page.OpenScanAsync(Sign(withContent: true));
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(phoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        var confirmation = (await outcome).Confirmation!;

        var seen = pageTap.Seen.Concat(phoneTap.Seen).ToList();
        Assert.True(ScanQr.TryRead(session.QrText, page.Genesis.Hasher, out var qr));
        Assert.True(Contains(seen, qr.Ticket.Sid.ToByteArray())); // the tap does see what goes through
        Assert.False(Contains(seen, Encoding.UTF8.GetBytes(Title)));
        Assert.False(Contains(seen, Encoding.UTF8.GetBytes("E4404000001001043001001")));
        Assert.False(Contains(seen, Content));
        Assert.False(Contains(seen, qr.Nonce.ToArray()));
        Assert.False(Contains(seen, confirmation.Result.Signatures[0].ToByteArray()));
    }

    [Theory]
    [InlineData("Fetch", PhoneRefusal.RelayTampered)]
    [InlineData("GetState", null)]
    public async Task What_the_node_changes_on_the_way_to_the_phone_is_seen(string method, PhoneRefusal? refusal)
    {
        var session = await consortium.Page.OpenScanAsync(Login());
        using var phoneSide = consortium.Reader(new WireTap((name, bytes) => name == method ? FlippedInside(bytes) : bytes));
        var error = await Record.ExceptionAsync(() => new PhoneClient(phoneSide, consortium.NewVault()).ScanAsync(session.QrText));
        Assert.True(
            refusal is null ? error is LedgerClientException : error is PhoneException { Refusal: var named } && named == refusal,
            $"{error}");
    }

    [Fact]
    public async Task What_the_node_changes_on_the_way_to_the_page_is_seen()
    {
        using var page = consortium.ClientOf(
            consortium.Centre, new WireTap((name, bytes) => name == "PullFrames" ? FlippedInside(bytes) : bytes));
        var session = await page.OpenScanAsync(Sign(withContent: false));
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        var error = await Assert.ThrowsAsync<VerificationException>(() => outcome);
        Assert.Equal(VerificationFailure.RelayTampered, error.Failure);
    }

    [Fact]
    public void A_frame_is_of_one_session_one_lane_and_one_place()
    {
        var hasher = consortium.Page.Genesis.Hasher;
        var (sid, nonce) = (new byte[16], new byte[16]);
        var cipher = new RelayCipher(hasher, sid, nonce);
        var frame = cipher.Seal(RelayLane.ToPhone, 3, Content);
        Assert.Equal(Content, cipher.TryOpen(RelayLane.ToPhone, 3, frame));
        Assert.Null(cipher.TryOpen(RelayLane.ToPhone, 4, frame));
        Assert.Null(cipher.TryOpen(RelayLane.ToPc, 3, frame));
        Assert.Null(new RelayCipher(hasher, [.. sid[..15], 1], nonce).TryOpen(RelayLane.ToPhone, 3, frame));
        Assert.Null(new RelayCipher(hasher, sid, [.. nonce[..15], 1]).TryOpen(RelayLane.ToPhone, 3, frame));
        Assert.Null(cipher.TryOpen(RelayLane.ToPhone, 3, frame.AsSpan(0, 20)));
        Assert.NotEqual(frame, cipher.Seal(RelayLane.ToPhone, 3, Content)); // never the same nonce
    }

    private static ScanRequest Login() => RunningConsortium.Login;

    private ScanRequest Sign(bool withContent)
    {
        var document = ScanDocument.FromContent("投标函", Content, consortium.Page.Genesis.Hasher);
        return new ScanRequest
        {
            Act = ScanAct.Sign,
            Origin = RunningConsortium.Origin,
            Title = Title,
            Documents = [withContent ? document : document with { Content = null }],
        };
    }

    /// <summary>One bit in the middle of the first message: in its payload, never in a length.</summary>
    private static byte[] FlippedInside(byte[] bytes)
    {
        var changed = (byte[])bytes.Clone();
        changed[bytes.Length / 2] ^= 1;
        return changed;
    }

    private static bool Contains(IEnumerable<byte[]> messages, byte[] wanted) =>
        messages.Any(message => message.AsSpan().IndexOf(wanted) >= 0);
}
