using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Exchange;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Cli.Tests;

/// <summary>A centre's documents through four validators and back: what was submitted is exported as it was.</summary>
public sealed class ExchangeConsortiumTests : ConsortiumFixture
{
    private const string TenderProject = "E4404000001001043001";
    private const string SectionCode = TenderProject + "001";
    private static readonly ByteString Hash = ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, 32)]);

    private Participant Bank => Seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank).Participant;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        WriteKey("centre.key", Seed.Zhuhai);
    }

    [Fact]
    public async Task What_a_centre_submits_is_exported_as_it_was()
    {
        using var opening = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        var openingTime = DateTimeOffset.UtcNow.AddDays(25).ToUnixTimeMilliseconds();
        await SubmitAsync(ExitCode.Done, new ProjectDocument(Project()));
        AssertHolds(
            await RunAsync(ExitCode.Done, "centre.key", "exchange", "export", "project", TenderProject), new ProjectDocument(Project()));

        var section = new SectionDocument(Announcement(opening.PublicKey, openingTime));
        await SubmitAsync(ExitCode.Done, section);
        AssertHolds(await RunAsync(ExitCode.Done, "centre.key", "exchange", "export", "section", SectionCode), section);
        Assert.Equal("SECTION_EXISTS", (string?)(await RefusedAsync(section))["name"]);
        var (code, taken, refused) = await ScriptAsync("centre.key", ["exchange", "check", PathOf("document.json"), "--on-chain"]);
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("taken", taken, StringComparison.Ordinal); // it is a sound document
        Assert.Contains("SECTION_EXISTS", refused, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent.", refused, StringComparison.Ordinal);

        // An export made into another section would fall open with the first; without its key it gets one of its own.
        var copy = section.Call.Clone();
        copy.SectionCode = TenderProject + "002";
        Assert.Equal("OPENING_KEY_USED", (string?)(await RefusedAsync(new SectionDocument(copy)))["name"]);
        copy.OpeningKey = ByteString.Empty;
        await RunAsync(
            ExitCode.Done, "centre.key", ["exchange", "check", (await SubmissionAsync(new SectionDocument(copy)))[2], "--on-chain"]);
        await SubmitAsync(ExitCode.Done, new SectionDocument(copy));
        Assert.True(File.Exists(PathOf($"opening-keys/{copy.SectionCode}.key")));

        var later = openingTime + (7 * 86_400_000L);
        await SubmitAsync(
            ExitCode.Done,
            new NoticeDocument(
                new PublishNotice
                {
                    SectionCode = SectionCode,
                    NoticeNumber = 2,
                    Kind = NoticeKind.Postponement,
                    OpeningTime = later,
                    NoticeDigest = Hash,
                }));
        await RunAsync(ExitCode.Done, "centre.key", "exchange", "export", "section", SectionCode, "--out", PathOf("section.json"));
        var postponed = Assert.IsType<SectionDocument>(ExchangeReader.Read(await File.ReadAllBytesAsync(PathOf("section.json"))).Document);
        Assert.Equal(section.Call, postponed.Call);
        Assert.Equal(
            (later, SectionState.Postponed, 2), (postponed.OpeningTimeThatCounts, postponed.Standing.State, postponed.Notices.Count));

        await SealedGuaranteeAsync();
    }

    // What is sealed in the record is not looked at: nobody but the holder of the opening key could.
    private async Task SealedGuaranteeAsync()
    {
        using var client = ClientOf(Bank);
        var record = new SealedGuarantee
        {
            GuaranteeId = ByteString.CopyFrom(Hash.Span[..16]),
            Commitment = Hash,
            Sealed = ByteString.CopyFrom(new byte[SealedTerms.SealedBytes]),
        };
        (await client.SubmitAsync(new Call { Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { record } } } }))
            .EnsureDone();
        var exported = await RunAsync(
            ExitCode.Done, "centre.key", "exchange", "export", "guarantee", Convert.ToHexStringLower(record.GuaranteeId.Span));
        Assert.Equal(
            [
                "DOCUMENT_TYPE", "DOCUMENT_VERSION", "DATA_TIMESTAMP", "BLOCK_HEIGHT", "GUARANTEE_ID", "GUARANTEE_TYPE",
                "GUARANTEE_STATUS", "LETTER_TIME", "COMMITMENT", "GUARANTOR",
            ],
            exported.AsObject().Select(element => element.Key));
        Assert.Equal(Bank.Uscc, (string?)exported["GUARANTOR"]!["GUARANTOR_CREDIT_CODE"]);
    }

    private static void AssertHolds(JsonNode exported, ExchangeDocument submitted)
    {
        var elements = JsonNode.Parse(ExchangeWriter.Write(submitted))!.AsObject();
        Assert.All(
            elements,
            element =>
                Assert.True(
                    JsonNode.DeepEquals(element.Value, exported[element.Key]),
                    $"{element.Key}: {element.Value} became {exported[element.Key]}"));
    }

    private async Task<JsonNode> SubmitAsync(int code, ExchangeDocument document) =>
        await RunAsync(code, "centre.key", await SubmissionAsync(document));

    private async Task<JsonNode> RefusedAsync(ExchangeDocument document) =>
        await RefusedAsync("centre.key", await SubmissionAsync(document));

    private async Task<string[]> SubmissionAsync(ExchangeDocument document)
    {
        await File.WriteAllBytesAsync(PathOf("document.json"), ExchangeWriter.Write(document));
        return ["exchange", "submit", PathOf("document.json"), "--opening-keys", PathOf("opening-keys")];
    }

    private static CreateProject Project() => new()
    {
        ProjectCode = TenderProject[..17],
        TenderProjectCode = TenderProject,
        Name = "珠海大桥",
        TendererUscc = "12350100MB02709751",
        Region = "440400",
        TradeClass = "A01",
        InvestmentProjectCode = "2020-440402-48-03-012345",
    };

    private static AnnounceSection Announcement(PublicKey openingKey, long openingTime) => new()
    {
        SectionCode = SectionCode,
        TenderProjectCode = TenderProject,
        Name = "一标段",
        EstimatedPriceFen = 4_000_000_001,
        BondFen = 80_000_000,
        BidValidityDays = 90,
        OpeningTime = openingTime,
        OpeningKey = ByteString.CopyFrom(openingKey.Encoded),
        NoticeDigest = Hash,
        AcceptsCash = true,
        AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance },
        KeyHolder = KeyHolder.Centre,
    };
}
