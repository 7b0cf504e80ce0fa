using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Exchange.Tests;

/// <summary>What live interfaces have beside ours (S:N3): three flags for one thing, and numbers that are not one another.</summary>
public sealed class LiveInterfaceTests
{
    [Theory]
    [InlineData("GUARANTEE_TYPE", "2")]
    [InlineData("ENSURE_IS_ENCRYP", "0")]
    [InlineData("CIPHERTEXT", "0")]
    public void Any_of_the_three_flags_says_that_a_guarantee_is_revealed(string flag, string value)
    {
        var document = Revealed();
        document.Remove("GUARANTEE_TYPE");
        document[flag] = value;
        Assert.NotNull(Assert.IsType<GuaranteeDocument>(Read(document)).Record.Terms);
    }

    [Theory]
    [InlineData("ENSURE_IS_ENCRYP")]
    [InlineData("CIPHERTEXT")]
    public void A_flag_of_the_other_numbering_says_that_it_is_sealed(string flag)
    {
        var document = Json(ExchangeRecords.Of(Samples.Sealed, null, null, Samples.Now));
        document.Remove("GUARANTEE_TYPE");
        document[flag] = "1";
        Assert.Null(Assert.IsType<GuaranteeDocument>(Read(document)).Record.Terms);
    }

    [Fact]
    public void What_an_order_has_beside_ours_comes_back()
    {
        var document = ExchangeRecords.Of(Samples.Revealed, Samples.Record, Samples.ProjectRecord, Samples.Now);
        var order = document.OrderedFor with
        {
            Business = GuaranteeBusiness.Bid,
            Product = GuaranteeProduct.Separated,
            BidKind = BidKind.Works,
            CentreOrderNo = "FJ35010020270104000001",
            ApplicationNo = "SQ-1",
            VerificationCode = "8F3K-22",
            NoticeTime = Samples.Now,
            IsPostponed = true,
            EarlierGuaranteeNo = "BH-0",
        };
        var written = Json(document with { OrderedFor = order });
        Assert.Equal("01", (string?)written["ORDER"]!["BUSINESS_TYPE"]);
        Assert.Equal(order, Assert.IsType<GuaranteeDocument>(Read(written)).OrderedFor);
    }

    [Fact]
    public void Files_by_two_digests_and_beneficiaries_beside_the_tenderer_come_back()
    {
        var document = ExchangeRecords.Of(Samples.Revealed, Samples.Record, Samples.ProjectRecord, Samples.Now) with
        {
            Attachments =
            [
                new GuaranteeAttachment { Kind = 0, Name = "营业执照.pdf", Sha256 = Samples.Bytes(32, 1), Sm3 = Samples.Bytes(32, 2) },
                new GuaranteeAttachment { Kind = 10, Name = "保函.ofd", Sha256 = Samples.Bytes(32, 3), Sm3 = Samples.Bytes(32, 4) },
            ],
            JointBeneficiaries = [new JointBeneficiary { Name = "共同招标人", Uscc = Samples.Guarantor }],
            DocumentSha256 = Samples.Bytes(32, 5),
            DocumentSm3 = Samples.Revealed.Terms.DocumentDigest,
        };
        var written = Json(document);
        Assert.Equal("0", (string?)written["ATTACHMENTS"]![0]!["ATTACHMENT_TYPE"]);
        var read = Assert.IsType<GuaranteeDocument>(Read(written));
        Assert.Equal(document.Attachments, read.Attachments);
        Assert.Equal(document.JointBeneficiaries, read.JointBeneficiaries);
        Assert.Equal((document.DocumentSha256, document.DocumentSm3), (read.DocumentSha256, read.DocumentSm3));
    }

    [Fact]
    public void A_surrender_comes_back_and_names_no_section()
    {
        var document = ExchangeRecords.Of(Samples.Sealed, null, null, Samples.Now) with
        {
            Surrender = new SurrenderRecord
            {
                Initiator = SurrenderInitiator.Centre,
                Cause = Ledger.Protocol.V1.SurrenderCause.Withdrawn,
                Audit = SurrenderAudit.Approved,
                RefundDigest = Samples.Bytes(32, 6),
            },
        };
        Assert.Equal(document.Surrender, Assert.IsType<GuaranteeDocument>(Read(Json(document))).Surrender);
    }

    [Fact]
    public void A_decryption_notice_says_whose_guarantee_it_is()
    {
        var notice = ExchangeRecords.Of(Samples.Record, Samples.ProjectRecord, [Samples.Revealed]);
        var read = Assert.IsType<DecryptionNoticeDocument>(Read(Json(notice)));
        Assert.Equal((Samples.Bidder, "珠海建设有限公司"), (read.Guarantees[0].ApplicantUscc, read.Guarantees[0].ApplicantName));
    }

    private static JsonObject Revealed() => Json(ExchangeRecords.Of(Samples.Revealed, Samples.Record, Samples.ProjectRecord, Samples.Now));

    private static JsonObject Json(ExchangeDocument document) => JsonNode.Parse(ExchangeWriter.Write(document))!.AsObject();

    private static ExchangeDocument? Read(JsonObject document)
    {
        var reading = ExchangeReader.Read(Encoding.UTF8.GetBytes(document.ToJsonString()));
        Assert.DoesNotContain(reading.Findings, finding => !finding.IsWarning);
        return reading.Document;
    }
}
