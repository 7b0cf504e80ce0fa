using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Exchange;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests;

/// <summary>Documents of the exchange from proven records, and what is said of documents that have faults.</summary>
public sealed class ExchangeCommandTests : CliFixture
{
    private const string TenderProject = "E4404000001001043001";
    private const string SectionCode = TenderProject + "001";
    private const string Tenderer = "12350100MB02709751";
    private const string Id = "07070707070707070707070707070707";
    private const string Claim =
        $$"""{"DOCUMENT_TYPE":"CLAIM","DOCUMENT_VERSION":1,"GUARANTEE_ID":"{{Id}}","CLAIM_AMOUNT":800000.50,"CLAIM_REASON":"NO_CONTRACT","EVIDENCE_DIGEST":"{{Digits}}","STATEMENT_DIGEST":"{{Digits}}"}""";
    private const string Digits = "0101010101010101010101010101010101010101010101010101010101010101";
    private static readonly ByteString Hash = ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, 32)]);

    [Fact]
    public async Task A_revealed_guarantee_is_exported_with_its_order_and_parties()
    {
        PutSection();
        PutGuarantee(Revealed());
        var document = await ExportAsync("guarantee", Id);
        Assert.Equal(
            ("2", "REVEALED", "800000.00"),
            (
                (string?)document["GUARANTEE_TYPE"],
                (string?)document["GUARANTEE_STATUS"],
                (string?)document["GUARANTEE_INFO"]!["GUARANTEE_AMOUNT"]));
        Assert.Equal(
            ("珠海大桥", "一标段", "招标人"),
            (
                (string?)document["ORDER"]!["TENDER_PROJECT_NAME"],
                (string?)document["ORDER"]!["BID_SECTION_NAME"],
                (string?)document["BENEFICIARY_INFO"]!["BENEFICIARY"]));
        Assert.NotNull(document["BLOCK_HEIGHT"]);

        var notice = await ExportAsync("decryption", SectionCode);
        Assert.Equal(
            (Id, Tenderer),
            ((string?)notice["GUARANTEE_LIST"]![0]!["GUARANTEE_ID"], (string?)notice["GUARANTEE_LIST"]![0]!["TENDERER_CODE"]));
    }

    [Fact]
    public async Task A_sealed_guarantee_is_exported_without_its_terms()
    {
        PutSection();
        PutGuarantee(
            new Guarantee
            {
                GuaranteeId = IdBytes(),
                State = GuaranteeState.IssuedSealed,
                IssuerUscc = Keys.MemberUscc,
                IssuedAt = 1_790_000_000_000,
                Commitment = Hash,
                Sealed = Hash,
            });
        var document = await ExportAsync("guarantee", Id);
        Assert.Equal(
            [
                "DOCUMENT_TYPE", "DOCUMENT_VERSION", "DATA_TIMESTAMP", "BLOCK_HEIGHT", "GUARANTEE_ID", "GUARANTEE_TYPE",
                "GUARANTEE_STATUS", "LETTER_TIME", "COMMITMENT", "GUARANTOR",
            ],
            document.Select(element => element.Key));
    }

    [Fact]
    public async Task What_is_not_on_the_chain_is_not_found()
    {
        Assert.Equal(ExitCode.NotFound, (await RunAsync("exchange", "export", "section", SectionCode)).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("exchange", "export", "project", TenderProject)).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("exchange", "export", "guarantee", Id)).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("exchange", "export", "decryption", SectionCode)).Code);
        PutSection();
        Assert.Equal(ExitCode.NotFound, (await RunAsync("exchange", "export", "decryption", SectionCode)).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("exchange", "export", "guarantee", "abc")).Code);
    }

    [Fact]
    public async Task A_document_is_checked_with_every_fault_in_both_languages()
    {
        await File.WriteAllTextAsync(
            PathOf("bad.json"),
            Claim.Replace("800000.50", "1.005", StringComparison.Ordinal).Replace("NO_CONTRACT", "OTHER", StringComparison.Ordinal));
        var document = await JsonAsync(ExitCode.Usage, "exchange", "check", PathOf("bad.json"));
        Assert.Equal("refused", (string?)document["verdict"]);
        Assert.Equal(
            ["BadAmount CLAIM_AMOUNT", "UnknownValue CLAIM_REASON"],
            document["findings"]!.AsArray().Select(one => $"{one!["fault"]} {one["element"]}"));
        var (code, english, _) = await RunAsync("exchange", "check", PathOf("bad.json"), "--lang", "en");
        Assert.Equal(ExitCode.Usage, code);
        Assert.DoesNotContain("金额", english, StringComparison.Ordinal);
        Assert.Contains("金额", (await RunAsync("exchange", "check", PathOf("bad.json"), "--lang", "zh")).Out, StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);

        await File.WriteAllTextAsync(PathOf("good.json"), Claim);
        Assert.Equal("taken", (string?)(await JsonAsync(ExitCode.Done, "exchange", "check", PathOf("good.json")))["verdict"]);
        await File.WriteAllBytesAsync(PathOf("long.json"), new byte[ExchangeLimits.DocumentBytesMax + 2]);
        Assert.Equal(
            "TooLarge", (string?)(await JsonAsync(ExitCode.Usage, "exchange", "check", PathOf("long.json")))["findings"]![0]!["fault"]);
        Assert.Equal(ExitCode.Usage, (await RunAsync("exchange", "check", PathOf("none.json"))).Code);
    }

    [Fact]
    public async Task A_claim_is_submitted_to_the_fen_and_nothing_with_a_fault_is()
    {
        await File.WriteAllTextAsync(PathOf("claim.json"), Claim);
        await JsonAsync(ExitCode.Done, "exchange", "submit", PathOf("claim.json"));
        var chain = Server.Chain.Genesis;
        Assert.False(
            TransactionReader.TryRead(
                Assert.Single(Server.Behaviour.Submitted), chain.Hasher, chain.ChainId, chain.Content.Limits, out var read).IsRefused);
        var claim = Assert.Single(read!.Body.Calls).Guarantee.Claim;
        Assert.Equal(
            (Id, 80_000_050L, ClaimReason.NoContract),
            (Convert.ToHexStringLower(claim.GuaranteeId.Span), claim.AmountFen, claim.Reason));

        await File.WriteAllTextAsync(PathOf("bad.json"), Claim.Replace("\"CLAIM_AMOUNT\":800000.50,", "", StringComparison.Ordinal));
        Assert.Equal(
            "MissingElement",
            (string?)(await JsonAsync(ExitCode.Usage, "exchange", "submit", PathOf("bad.json")))["findings"]![0]!["fault"]);
        PutSection();
        PutGuarantee(Revealed());
        await JsonAsync(ExitCode.Done, "exchange", "export", "guarantee", Id, "--out", PathOf("guarantee.json"));
        Assert.Equal(
            "NotSubmittable",
            (string?)(await JsonAsync(ExitCode.Usage, "exchange", "submit", PathOf("guarantee.json")))["findings"]![0]!["fault"]);
        Assert.Single(Server.Behaviour.Submitted);
    }

    private async Task<JsonObject> ExportAsync(string what, string code)
    {
        var run = await RunAsync("exchange", "export", what, code);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        return JsonNode.Parse(run.Out)!.AsObject();
    }

    private void PutSection() => Server.Chain.Put(
        (
            TenderTables.Projects.Key(TenderProject),
            new Project { Created = new CreateProject { TenderProjectCode = TenderProject, Name = "珠海大桥" } }),
        (AccountTables.Subjects.Key(Tenderer), new Subject { Uscc = Tenderer, Name = "招标人" }),
        (TenderTables.Sections.Key(SectionCode), new Section
        {
            Announced = new AnnounceSection
            {
                SectionCode = SectionCode,
                TenderProjectCode = TenderProject,
                Name = "一标段",
                BidValidityDays = 90,
                BondFen = 80_000_000,
            },
            TendererUscc = Tenderer,
            Region = "440400",
            OpeningTime = 1_795_000_000_000,
            State = SectionState.Opened,
        }));

    private void PutGuarantee(Guarantee guarantee) => Server.Chain.Put(
        (GuaranteeTables.Guarantees.Key(guarantee.GuaranteeId.Span), guarantee),
        guarantee.Terms is null
            ? (AccountTables.Subjects.Key(Keys.MemberUscc), new Subject { Uscc = Keys.MemberUscc, Name = "珠海" })
            : (
                GuaranteeTables.SectionKey(SectionCode, guarantee.GuaranteeId.Span),
                (IMessage)new GuaranteeRef { GuaranteeId = guarantee.GuaranteeId }));

    private static Guarantee Revealed() => new()
    {
        GuaranteeId = IdBytes(),
        State = GuaranteeState.Revealed,
        IssuerUscc = Keys.MemberUscc,
        IssuedAt = 1_790_000_000_000,
        Commitment = Hash,
        Version = 1,
        Terms = new GuaranteeTerms
        {
            GuaranteeNo = "BH1",
            SectionCode = SectionCode,
            BeneficiaryUscc = Tenderer,
            ApplicantUscc = "91440400MA4UWX0R6U",
            ApplicantName = "珠海建设有限公司",
            GuarantorUscc = Keys.MemberUscc,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = 80_000_000,
            ValidUntil = 1_890_000_000_000,
            DocumentDigest = Hash,
            Wording = new Wording { Name = "independent.v1", Digest = Hash },
            Version = 1,
        },
    };

    private static ByteString IdBytes() => ByteString.CopyFrom(Convert.FromHexString(Id));
}
