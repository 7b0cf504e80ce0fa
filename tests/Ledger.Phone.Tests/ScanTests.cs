using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ledger.BidFiles;
using Ledger.Certificates;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Cms;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>Page and phone, two clients of a real node over real gRPC.</summary>
public sealed class ScanTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private static readonly SignatureVerifier Verifier = new();

    [Fact]
    public async Task A_login_is_confirmed_and_verified()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        Assert.InRange(session.QrText.Length, 200, 300);
        Assert.Contains('█', session.RenderQr());
        var states = new List<ScanState>();
        var outcome = session.WaitAsync(states.Add);

        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        Assert.Equal((ScanAct.Login, "登录珠海市公共资源交易中心", consortium.Centre.Name), (scanned.Act, scanned.Title, scanned.CentreName));
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);

        var ended = await outcome;
        Assert.Equal([ScanState.Scanned, ScanState.Confirmed], states.TakeLast(2));
        Assert.Equal(consortium.Bidder.Uscc, ended.Confirmation!.SubjectUscc);
        Assert.Equal(consortium.Bidder.CertificateId, ended.Confirmation.CertificateId);
        Assert.Equal(session.Ticket, ended.Confirmation.Answer.Ticket);
    }

    [Fact]
    public async Task A_batch_is_shown_signed_and_verifies_as_messages()
    {
        var hasher = consortium.Page.Genesis.Hasher;
        // the last ones in two frames
        var contents = Enumerable.Range(0, 50).Select(i => RandomNumberGenerator.GetBytes(i * 1_500)).ToList();
        var documents = contents.Select((content, i) => ScanDocument.FromContent($"投标函 {i}", content, hasher)).ToList();
        var session = await consortium.Page.OpenScanAsync(
            new ScanRequest { Act = ScanAct.Sign, Origin = RunningConsortium.Origin, Title = "签署投标文件", Documents = documents });
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var items = await scanned.FetchItemsAsync();
        Assert.Equal(contents.Select(Convert.ToHexString), items.Select(item => Convert.ToHexString(item.Content!.Value.Span)));
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);

        var result = (await outcome).Confirmation!.Result;
        Assert.Equal(50, result.Signatures.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            Assert.True(SignedMessage.TryParse(result.Signatures[i].ToByteArray(), out var message, out var error), $"{error}");
            var verdict = Assert.Single(message.Verify(Verifier, contents[i], out error));
            Assert.True(verdict.IsValid, $"{i}: {error} {verdict.Error}");
            Assert.Equal(consortium.Bidder.Certificate.Der.ToArray(), verdict.Certificate!.Der.ToArray());
        }
    }

    [Fact]
    public async Task A_large_document_stays_on_the_pc_and_only_its_digest_is_shown()
    {
        var digest = new Digest(RandomNumberGenerator.GetBytes(32));
        var request = new ScanRequest
        {
            Act = ScanAct.Seal,
            Origin = RunningConsortium.Origin,
            Title = "盖章",
            Documents = [new ScanDocument("投标文件.pdf", digest, 2_000_000_000, Content: null)],
        };
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var item = Assert.Single(await scanned.FetchItemsAsync());
        Assert.Equal((digest, 2_000_000_000ul, null), (item.Digest, item.Bytes, item.Content));
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.Single((await outcome).Confirmation!.Result.Signatures);
    }

    [Fact]
    public async Task A_bid_is_encrypted_to_the_phone_and_decrypted_only_once_its_section_is_open()
    {
        var vault = consortium.NewVault(withEncryption: true);
        var (bid, file, back) = (consortium.NewPath("bid"), consortium.NewPath("bid.enc"), consortium.NewPath("bid.back"));
        var content = RandomNumberGenerator.GetBytes(300_000);
        await File.WriteAllBytesAsync(bid, content);

        var encrypt = await RunAsync(vault, null, new ScanRequest
        {
            Act = ScanAct.Encrypt,
            Origin = RunningConsortium.Origin,
            Title = "加密投标文件",
            Documents = [ScanDocument.FromContent("投标文件", content, consortium.Page.Genesis.Hasher)],
        });
        Assert.True(Certificate.TryParse(encrypt.Result.EncryptionCertificate.ToByteArray(), out var certificate, out _));
        var options = new BidFileOptions { SegmentBytes = 64 * 1024 };
        Assert.Equal(
            BidFileError.None,
            new BidFileEncryptor(options).Encrypt(bid, file, consortium.Label, [certificate], null, CancellationToken.None));
        Assert.True(BidFileHeader.TryReadFile(file, out var header, out _));

        // The chain knows no such section, so the gate that asks it stays closed.
        var decrypt = Decrypt(header, consortium.Label.SectionCode);
        Assert.Equal(PhoneRefusal.SectionNotOpen, (await Assert.ThrowsAsync<PhoneException>(() => RunAsync(vault, null, decrypt))).Refusal);
        // A page that names an open section for the file of another gets nothing.
        var other = Decrypt(header, "E4404000001001043001002");
        Assert.Equal(
            PhoneRefusal.BidFile, (await Assert.ThrowsAsync<PhoneException>(() => RunAsync(vault, new OpenGate(), other))).Refusal);

        var opened = await RunAsync(vault, new OpenGate(), decrypt);
        using var key = new BidFileKey(opened.Result.FileKey.Span);
        Assert.Equal(
            BidFileError.None, new BidFileDecryptor(options).Decrypt(file, back, key, consortium.Label, null, CancellationToken.None));
        Assert.Equal(content, await File.ReadAllBytesAsync(back));
        var without = await Assert.ThrowsAsync<PhoneException>(() => RunAsync(consortium.NewVault(), new OpenGate(), decrypt));
        Assert.Equal(PhoneRefusal.NoEncryptionKey, without.Refusal);
    }

    [Fact]
    public async Task A_scan_is_answered_from_another_process_or_declined()
    {
        var folder = consortium.NewPath("vault");
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        await new PhoneClient(consortium.PhoneSide, consortium.NewVault(folder)).ScanAsync(session.QrText);
        var resumed = await new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ResumeAsync();
        await resumed.RejectAsync();
        var outcome = await session.WaitAsync();
        Assert.Equal((ScanState.Rejected, RejectReason.ByPerson), (outcome.State, outcome.Reason));
        var none = await Assert.ThrowsAsync<PhoneException>(
            () => new PhoneClient(consortium.PhoneSide, PhoneVault.Open(folder)).ResumeAsync());
        Assert.Equal(PhoneRefusal.NoSession, none.Refusal);
    }

    [Fact]
    public async Task A_wrong_number_ends_the_session_for_both()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => scanned.ConfirmAsync((session.Number + 1) % 100, RunningConsortium.Pin));
        Assert.Equal(RefusalCode.WrongNumber, refused.Code);
        var outcome = await session.WaitAsync();
        Assert.Equal((ScanState.Rejected, RejectReason.WrongNumber, null), (outcome.State, outcome.Reason, outcome.Confirmation));
    }

    [Fact]
    public async Task A_second_phone_comes_too_late()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var late = new PhoneClient(consortium.PhoneSide, consortium.NewVault(owner: consortium.Centre));
        Assert.Equal(RefusalCode.SessionClaimed, (await Assert.ThrowsAsync<RefusedException>(() => late.ScanAsync(session.QrText))).Code);
    }

    [Fact]
    public async Task A_phone_that_comes_too_late_finds_the_session_over()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login with { Lifetime = TimeSpan.FromSeconds(5) });
        var outcome = await session.WaitAsync();
        Assert.Equal(ScanState.Expired, outcome.State);
        var phone = new PhoneClient(consortium.PhoneSide, consortium.NewVault());
        var error = await Record.ExceptionAsync(() => phone.ScanAsync(session.QrText));
        // Whose clock is ahead: the chain's, which the phone asks first, or the node's.
        Assert.True(
            error is PhoneException { Refusal: PhoneRefusal.Expired } or RefusedException { Code: RefusalCode.SessionExpired },
            $"{error}");
    }

    [Fact]
    public async Task Only_a_trading_centre_opens_sessions()
    {
        using var bidder = consortium.ClientOf(consortium.Bidder);
        Assert.Equal(
            RefusalCode.NotPermitted,
            (await Assert.ThrowsAsync<RefusedException>(() => bidder.OpenScanAsync(RunningConsortium.Login))).Code);
    }

    [Fact]
    public async Task The_phone_takes_only_origins_it_knows_from_the_centres_they_belong_to()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        await RefusesAsync(
            PhoneRefusal.OriginNotAllowed,
            session.QrText,
            consortium.NewVault(origin: new TrustedOrigin("https://ggzy.gz.gov.cn", consortium.Centre.Uscc)));
        await RefusesAsync(
            PhoneRefusal.OtherCentre,
            session.QrText,
            consortium.NewVault(origin: new TrustedOrigin(RunningConsortium.Origin, consortium.Bidder.Uscc)));
    }

    [Fact]
    public async Task A_changed_qr_is_refused()
    {
        var session = await consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var hasher = consortium.Page.Genesis.Hasher;
        Assert.True(ScanQr.TryRead(session.QrText, hasher, out var qr));
        var vault = consortium.NewVault();
        await RefusesAsync(PhoneRefusal.NotAQr, session.QrText[..^8] + "!!!!!!!!", vault);
        await RefusesAsync(PhoneRefusal.NotAQr, "https://example.com/login", vault);

        // Another act or digest in the same session: the centre has not signed that.
        var ticket = qr.Ticket.Clone();
        ticket.Digest = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32));
        await RefusesAsync(PhoneRefusal.CentreSignature, new ScanQr(ticket, qr.Nonce, qr.Signature).ToText(), vault);
        ticket = qr.Ticket.Clone();
        ticket.Exp -= 1;
        await RefusesAsync(PhoneRefusal.CentreSignature, new ScanQr(ticket, qr.Nonce, qr.Signature).ToText(), vault);

        // Another nonce: who has not seen the QR does not get that far.
        var guessed = new ScanQr(qr.Ticket, RandomNumberGenerator.GetBytes(16), qr.Signature);
        var error = await Assert.ThrowsAsync<RefusedException>(
            () => new PhoneClient(consortium.PhoneSide, vault).ScanAsync(guessed.ToText()));
        Assert.Equal(RefusalCode.BadClaim, error.Code);
    }

    private async Task RefusesAsync(PhoneRefusal refusal, string qr, PhoneVault vault)
    {
        var error = await Assert.ThrowsAsync<PhoneException>(() => new PhoneClient(consortium.PhoneSide, vault).ScanAsync(qr));
        Assert.Equal(refusal, error.Refusal);
    }

    private async Task<ScanConfirmation> RunAsync(PhoneVault vault, IOpeningGate? gate, ScanRequest request)
    {
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, vault, gate).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        return (await outcome).Confirmation!;
    }

    private static ScanRequest Decrypt(BidFileHeader header, string section) => new()
    {
        Act = ScanAct.Decrypt,
        Origin = RunningConsortium.Origin,
        Title = "解密投标文件",
        Documents =
        [
            new ScanDocument("投标文件", new Digest(SHA256.HashData(Encoding.UTF8.GetBytes("bid"))), (ulong)header.FileBytes, Content: null),
        ],
        BidFileHeader = header.Encoded,
        SectionCode = section,
    };

    private sealed class OpenGate : IOpeningGate
    {
        public Task<bool> IsOpenAsync(string sectionCode, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
