using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.BidFiles;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>
/// What the trust list says decides at confirmation, act by act, by votes on a real chain (DOMAIN §3; docs/spec/scan-session.md).
/// </summary>
public sealed class AcceptanceTests : IAsyncLifetime
{
    private const string Region = "440400";
    private const string Section = "E4404000001001043001001";
    private static readonly ScanAct[] Acts = [ScanAct.Login, ScanAct.Sign, ScanAct.Seal, ScanAct.Encrypt, ScanAct.Decrypt];
    private readonly RunningConsortium _consortium = new();
    private PhoneVault _vault = null!;
    private BidFileHeader _header = null!;

    public async Task InitializeAsync()
    {
        await _consortium.InitializeAsync();
        await _consortium.RegisterAsync();
        _vault = _consortium.NewVault(withEncryption: true, owner: _consortium.Newcomer);
        var (bid, file) = (_consortium.NewPath("bid"), _consortium.NewPath("bid.enc"));
        await File.WriteAllBytesAsync(bid, RandomNumberGenerator.GetBytes(1_000));
        var encryptor = new BidFileEncryptor(new BidFileOptions { SegmentBytes = 64 * 1024 });
        Assert.Equal(
            BidFileError.None,
            encryptor.Encrypt(
                bid,
                file,
                new BidFileLabel(Section, _consortium.Newcomer.Uscc),
                [_vault.EncryptionCertificate!],
                null,
                CancellationToken.None));
        Assert.True(BidFileHeader.TryReadFile(file, out var header, out _));
        _header = header;
    }

    public Task DisposeAsync() => _consortium.DisposeAsync();

    [Fact]
    public async Task Each_act_is_asked_under_its_own_usage_at_the_centre_before_its_region()
    {
        var accepted = new Dictionary<AcceptedUsage, ScanAct[]>
        {
            [AcceptedUsage.Login] = [ScanAct.Login],
            [AcceptedUsage.Sign] = [ScanAct.Sign],
            [AcceptedUsage.Seal] = [ScanAct.Seal],
            [AcceptedUsage.Encrypt] = [ScanAct.Encrypt, ScanAct.Decrypt],
        };
        foreach (var (usage, acts) in accepted)
        {
            await AcceptAsync(Region, usage);
            foreach (var act in Acts)
            {
                var expected = acts.Contains(act) ? RefusalCode.None : RefusalCode.CertificateNotAccepted;
                var code = await AnswerAsync(act);
                Assert.True(expected == code, $"{act} where {usage} is accepted: {code}");
            }
        }

        // A centre may take what its region does not, and refuse what it does.
        await AcceptAsync(Region, AcceptedUsage.Sign);
        await AcceptAsync(_consortium.Centre.Uscc, AcceptedUsage.Login);
        Assert.Equal(RefusalCode.None, await AnswerAsync(ScanAct.Login));
        Assert.Equal(RefusalCode.CertificateNotAccepted, await AnswerAsync(ScanAct.Sign));
    }

    [Fact]
    public async Task A_certificate_of_a_CA_that_is_suspended_meanwhile_no_longer_confirms()
    {
        Assert.Equal(RefusalCode.None, await AnswerAsync(ScanAct.Login));
        var code = await AnswerAsync(ScanAct.Sign, () => _consortium.EnactAsync(new TrustChange
        {
            SetStatus = new SetAuthorityStatus
            {
                CaId = _consortium.NewcomerCa,
                Status = AuthorityStatus.Suspended,
                EvidenceDigest = ByteString.CopyFrom(new byte[32]),
                Reason = "整改",
            },
        }));
        Assert.Equal(RefusalCode.AuthorityNotActive, code);
        Assert.Equal(RefusalCode.AuthorityNotActive, await AnswerAsync(ScanAct.Login));
    }

    private Task AcceptAsync(string place, params AcceptedUsage[] usages) => _consortium.EnactAsync(new TrustChange
    {
        SetAcceptance = new SetAcceptance { Place = place, CaId = _consortium.NewcomerCa, Usages = { usages }, Source = "互认协议" },
    });

    /// <summary>
    /// What the node says at confirmation, and that the page learns the same; between scan and answer something may happen.
    /// </summary>
    private async Task<RefusalCode> AnswerAsync(ScanAct act, Func<Task>? meanwhile = null)
    {
        var session = await _consortium.Page.OpenScanAsync(RequestOf(act));
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(_consortium.PhoneSide, _vault, new OpenGate()).ScanAsync(session.QrText);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        try
        {
            await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        }
        catch (RefusedException e)
        {
            await scanned.RejectAsync();
            Assert.Equal(ScanState.Rejected, (await outcome).State);
            return e.Code;
        }

        Assert.Equal(ScanState.Confirmed, (await outcome).State);
        return RefusalCode.None;
    }

    private ScanRequest RequestOf(ScanAct act) => new()
    {
        Act = act,
        Origin = RunningConsortium.Origin,
        Title = "投标文件",
        Documents = act == ScanAct.Login ? [] : [ScanDocument.FromContent("投标文件", new byte[100], _consortium.Page.Genesis.Hasher)],
        BidFileHeader = act == ScanAct.Decrypt ? _header.Encoded : default,
        SectionCode = act == ScanAct.Decrypt ? Section : string.Empty,
    };

    private sealed class OpenGate : IOpeningGate
    {
        public Task<bool> IsOpenAsync(string sectionCode, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
