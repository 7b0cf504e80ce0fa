using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Exchange.Tests;

public sealed class ExchangeReaderTests
{
    public static TheoryData<int, string> Faults
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (row, number) in FaultTable.Rows.Select((row, number) => (row, number)))
            {
                data.Add(number, $"{row.Fault} {row.Element}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found_where_it_is(int row, string fault)
    {
        var expected = FaultTable.Rows[row];
        var reading = ExchangeReader.Read(expected.Document());
        Assert.True(
            reading.Findings.Any(one => one.Fault == expected.Fault && one.Element == expected.Element),
            $"Expected {fault}, found {string.Join("; ", reading.Findings.Select(one => $"{one.Fault} {one.Element}: {one.Detail}"))}");
        Assert.Equal(expected.Fault == ExchangeFault.NeedsRegistryConfirmation, reading.IsValid);
    }

    [Fact]
    public void Every_fault_of_reading_has_its_row() => Assert.Empty(
        Enum.GetValues<ExchangeFault>().Except([ExchangeFault.None, ExchangeFault.NotSubmittable])
            .Except(FaultTable.Rows.Select(row => row.Fault)));

    [Fact]
    public void All_faults_of_a_document_come_at_once_in_its_order()
    {
        var json = JsonNode.Parse(ExchangeWriter.Write(Samples.All[DocumentKind.Section]))!.AsObject();
        json["BID_SECTION_NAME"] = "";
        json["CONTRACT_RECKON_PRICE"] = "1.234";
        json["MARGIN_TERMS"]!["LEGAL_PERSON_TEL"] = "13800000000";
        json["NOTICES"]![1]!["NOTICE_TYPE"] = "OTHER";
        json.Remove("NOTICE_DIGEST");
        var findings = ExchangeReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).Findings;
        Assert.Equal(
            [
                "BadText BID_SECTION_NAME", "BadAmount CONTRACT_RECKON_PRICE",
                "PersonalData MARGIN_TERMS.LEGAL_PERSON_TEL", "UnknownValue NOTICES[1].NOTICE_TYPE",
                "MissingElement NOTICE_DIGEST",
            ],
            findings.Select(one => $"{one.Fault} {one.Element}"));
        Assert.All(findings, one => Assert.DoesNotContain("13800000000", one.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"0\"", 0)]
    [InlineData("\"0.5\"", 50)]
    [InlineData("\"800000\"", 80_000_000)]
    [InlineData("800000.10", 80_000_010)]
    [InlineData("0.29", 29)]
    [InlineData("1.1", 110)]
    [InlineData("\"10000000000000\"", ExchangeLimits.AmountFenMax)]
    [InlineData("9007199254740.93", 900_719_925_474_093)]
    public void An_amount_is_read_to_the_fen(string written, long fen)
    {
        var json = JsonNode.Parse(ExchangeWriter.Write(Samples.All[DocumentKind.Section]))!.AsObject();
        json["MARGIN_TERMS"]!["MARGIN_AMOUNT"] = JsonNode.Parse(written);
        var reading = ExchangeReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.Equal(fen, Assert.IsType<SectionDocument>(reading.Document).Call.BondFen);
    }

    [Fact]
    public void A_hostile_name_is_shown_short_and_on_one_line()
    {
        var name = string.Concat("X\\n", new string('y', 5000));
        var reading = ExchangeReader.Read(Encoding.UTF8.GetBytes($$"""{"DOCUMENT_TYPE":"NOTICE","{{name}}":1}"""));
        var finding = Assert.Single(reading.Findings, one => one.Fault == ExchangeFault.UnknownElement);
        Assert.True(finding.Element.Length <= 41, finding.Element);
        Assert.DoesNotContain('\n', finding.Element);
    }

    [Theory]
    [InlineData("\"20000.000000\"")] // N16,6 of the source formats
    [InlineData("20000.000000")]
    [InlineData("\"20000.00\"")]
    [InlineData("20000")]
    public void An_amount_may_carry_the_zeros_of_its_source(string text)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(ExchangeWriter.Write(Samples.All[DocumentKind.Section]))!.AsObject();
        json["CONTRACT_RECKON_PRICE"] = System.Text.Json.Nodes.JsonNode.Parse(text);
        var reading = ExchangeReader.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.DoesNotContain(reading.Findings, finding => !finding.IsWarning);
        Assert.Equal(2_000_000, ((SectionDocument)reading.Document!).Call.EstimatedPriceFen);
    }
}
