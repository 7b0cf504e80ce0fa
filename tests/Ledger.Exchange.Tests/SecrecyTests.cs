using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

/// <summary>What never leaves the chain in a document.</summary>
public sealed class SecrecyTests
{
    private static readonly string[] OfTheTerms =
    [
        Samples.SectionCode, Samples.TenderProject, Samples.Bidder, "珠海建设有限公司", "施工总承包", "BH-2026-0001", "800000",
    ];

    [Theory]
    [InlineData(GuaranteeState.IssuedSealed)]
    [InlineData(GuaranteeState.Surrendered)]
    [InlineData(GuaranteeState.Merged)]
    public void A_sealed_guarantee_says_nothing_of_its_terms_whatever_is_read_beside_it(GuaranteeState state)
    {
        var text = Write(
            ExchangeRecords.Of(new Guarantee(Samples.Sealed) { State = state }, Samples.Record, Samples.ProjectRecord, Samples.Now));
        Assert.All(OfTheTerms, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Convert.ToHexStringLower(Samples.Sealed.Sealed.Span), text, StringComparison.Ordinal);
        Assert.Contains("\"GUARANTEE_TYPE\": \"1\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_says_them_once_it_is_revealed()
    {
        var text = Write(ExchangeRecords.Of(Samples.Revealed, Samples.Record, Samples.ProjectRecord, Samples.Now));
        Assert.All(OfTheTerms, term => Assert.Contains(term, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_bidders_signature_stays_on_the_chain()
    {
        var signed = Samples.Revealed;
        signed.Terms.ApplicantSignature = new ApplicantSignature
        {
            CertificateId = Samples.Bytes(32, 0xA7),
            Value = Samples.Bytes(64, 0xA8),
        };
        var text = Write(ExchangeRecords.Of(signed, Samples.Record, Samples.ProjectRecord, Samples.Now));
        Assert.DoesNotContain("a7a7a7a7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a8a8a8a8", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_would_tell_is_not_written()
    {
        var telling = ExchangeRecords.Of(new Guarantee(Samples.Revealed) { State = GuaranteeState.IssuedSealed }, null, null, 0);
        var refused = Assert.Throws<InvalidDataException>(() => ExchangeWriter.Write(telling));
        Assert.Contains("GUARANTEE_TYPE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_says_neither_its_opening_key_nor_how_many_guarantees_it_has()
    {
        var text = Write(ExchangeRecords.Of(Samples.Record, [], Samples.Now));
        Assert.DoesNotContain(Convert.ToHexStringLower(Samples.Record.OpeningPrivateKey.Span), text, StringComparison.Ordinal);
        Assert.DoesNotContain("BIDDER_NUMBER", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decryption_notice_takes_no_sealed_guarantee_and_no_other_sections()
    {
        Assert.Throws<ArgumentException>(() => ExchangeRecords.Of(Samples.Record, Samples.ProjectRecord, [Samples.Sealed]));
        var other = new Guarantee(Samples.Revealed);
        other.Terms.SectionCode = "E4404000001001043001002";
        Assert.Throws<ArgumentException>(() => ExchangeRecords.Of(Samples.Record, Samples.ProjectRecord, [other]));
    }

    [Fact]
    public void No_element_carries_personal_data() =>
        Assert.DoesNotContain(ExchangeElements.All, element => Elements.PersonalElements.Names(element.Name));

    private static string Write(ExchangeDocument document) => Encoding.UTF8.GetString(ExchangeWriter.Write(document));
}
