using Ledger.Certificates;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seals;
using Ledger.Seals.Tests;

namespace Ledger.Phone.Tests;

/// <summary>
/// A PC prepares a PDF, a phone puts the electronic seal on it over real gRPC, the PC embeds what came, and the PDF verifies.
/// </summary>
public sealed class SealTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
    private static readonly SignatureVerifier Verifier = new();
    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private IHasher Hasher => consortium.Page.Genesis.Hasher;

    [Fact]
    public async Task A_pdf_is_sealed_from_the_phone_and_verifies_with_its_stamp()
    {
        var seal = SealFor(consortium.Bidder.Certificate);
        PreparedPdf[] prepared = [Prepare("A bid", seal), Prepare("A price", seal)];
        var session = await consortium.Page.OpenScanAsync(Request(seal, prepared));
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var items = await scanned.FetchItemsAsync();
        Assert.Equal(("投标文件盖章", "珠海建设有限公司", seal.Id), (scanned.Title, scanned.Seal!.Name, scanned.Seal.Id));
        Assert.Equal(["0.pdf", "1.pdf"], items.Select(item => item.Title));
        Assert.Equal(prepared.Select(one => DigestOf(one)), items.Select(item => item.Digest));
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);

        var messages = (await outcome).Confirmation!.Result.Signatures;
        for (var i = 0; i < prepared.Length; i++)
        {
            var pdf = PdfSealer.TryEmbed(prepared[i], seal, messages[i].Span, Verifier, out var error);
            Assert.Equal(SealError.None, error);
            var one = Assert.Single(new PdfSealVerifier(new SealVerifier(Verifier, new SealVerificationOptions())).Verify(pdf).Signatures);
            Assert.True(one.Report.HasNoFailure, one.Report.Reason);
            Assert.Equal((seal.Id, true), (one.Signature!.Seal.Id, one.CoversWholeFile));
        }

        // The phone's answer for one document is none for the other.
        Assert.Null(PdfSealer.TryEmbed(prepared[0], seal, messages[1].Span, Verifier, out var other));
        Assert.Equal(SealError.OtherContent, other);
    }

    [Fact]
    public async Task A_session_is_confirmed_once()
    {
        var seal = SealFor(consortium.Bidder.Certificate);
        var session = await consortium.Page.OpenScanAsync(Request(seal, [Prepare("A bid", seal)]));
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.NotNull((await outcome).Confirmation);
        var again = await Assert.ThrowsAsync<RefusedException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(RefusalCode.SessionDecided, again.Code);
    }

    [Fact]
    public async Task A_page_that_shows_another_document_than_it_asks_the_seal_for_gets_nothing()
    {
        var seal = SealFor(consortium.Bidder.Certificate);
        var (shown, meant) = (Prepare("A bid", seal), Prepare("Another bid", seal));
        var request = Request(seal, [shown]) with
        {
            Documents = [new ScanDocument("0.pdf", DigestOf(meant), (ulong)meant.Content.Length, shown.Content)],
        };
        await RefusesAsync(PhoneRefusal.DocumentDiffers, request);
        var other = ScanDocument.FromContent("seal", SealFor(consortium.Bidder.Certificate, "44040000000009").Der, Hasher);
        await RefusesAsync(
            PhoneRefusal.DocumentDiffers,
            Request(seal, [shown]) with { Seal = new ScanDocument("seal", other.Digest, other.Bytes, seal.Der) });
    }

    [Fact]
    public async Task A_phone_puts_on_no_seal_but_its_own_and_none_that_has_ended()
    {
        var stranger = SealFor(consortium.Centre.Certificate);
        await RefusesAsync(PhoneRefusal.Seal, Request(stranger, [Prepare("A bid", stranger)]));
        var ended = SealFor(consortium.Bidder.Certificate, to: Now - 3_600_000);
        await RefusesAsync(PhoneRefusal.Seal, Request(ended, [Prepare("A bid", ended)]));
        var seal = SealFor(consortium.Bidder.Certificate);
        await RefusesAsync(
            PhoneRefusal.Seal,
            Request(seal, [Prepare("A bid", seal)]) with { Seal = ScanDocument.FromContent("seal", new byte[50], Hasher) });
    }

    [Fact]
    public async Task A_seal_is_for_the_act_of_sealing_alone()
    {
        var seal = SealFor(consortium.Bidder.Certificate);
        await Assert.ThrowsAsync<ArgumentException>(
            () => consortium.Page.OpenScanAsync(Request(seal, [Prepare("A bid", seal)]) with { Act = ScanAct.Sign }));
    }

    private async Task RefusesAsync(PhoneRefusal refusal, ScanRequest request)
    {
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        var error = await Assert.ThrowsAsync<PhoneException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(refusal, error.Refusal);
        await scanned.RejectAsync();
        Assert.Equal(ScanState.Rejected, (await outcome).State);
    }

    private ScanRequest Request(ElectronicSeal seal, PreparedPdf[] prepared) => new()
    {
        Act = ScanAct.Seal,
        Origin = RunningConsortium.Origin,
        Title = "投标文件盖章",
        Documents = [.. prepared.Select((one, i) => ScanDocument.FromContent($"{i}.pdf", one.Content, Hasher))],
        Seal = ScanDocument.FromContent(seal.Name, seal.Der, Hasher),
    };

    private Protocol.Digest DigestOf(PreparedPdf prepared) => ScanDocument.FromContent("any", prepared.Content, Hasher).Digest;

    private static PreparedPdf Prepare(string text, ElectronicSeal seal) =>
        PdfSealer.TryPrepare(TestPdf.WithTable(text), new PdfSealPlacement { Seal = seal, TimeMs = Now }, out var error)
            ?? throw new InvalidOperationException($"{error}");

    private ElectronicSeal SealFor(Certificate certificate, string id = "44040000000001", long? to = null)
    {
        var description = new SealDescription
        {
            Id = id,
            Name = "珠海建设有限公司",
            Picture = new SealPicture("PNG", Png, 40, 40),
            Certificates = [certificate],
            CreatedMs = Now - 86_400_000,
            ValidFromMs = Now - 86_400_000,
            ValidToMs = to ?? Now + 86_400_000,
        };
        return SealMaker.TryMake(
            description, new MessageSigner(consortium.Centre.Certificate, consortium.Centre.KeyPair.CreateSigner()), out var error)
            ?? throw new InvalidOperationException($"{error}");
    }
}
