using System.Text;
using System.Text.Json;
using Ledger.Protocol.V1;
using Ledger.Requirements;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Tests.Requirements;

/// <summary>What people write into a requirement's file: what is taken, and every fault with its place, in both languages.</summary>
public sealed class RequirementReaderTests
{
    private const string Good = """
        {"version": 1, "title": "资格", "deadline": "2026-11-01T09:30:00+08:00", "items": [
          {"id": "资质", "kind": "qualification", "type_code": "D110", "level_code": "B"},
          {"id": "业绩", "kind": "performance", "trade_class": "A02", "contract_fen": "500000000", "count": 2, "since": "2021-11-01T00:00:00+08:00"},
          {"id": "建造师", "kind": "person", "category": "JZS1", "specialty": "市政"},
          {"id": "信用", "kind": "no_credit", "kinds": ["PENALTY", "BLACKLIST"]},
          {"id": "评价", "kind": "score", "code": "S1", "hundredths_min": 6000}]}
        """;

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var requirement = Read(Good).Requirement!;
        Assert.Equal(1_793_496_600_000, requirement.Deadline);
        Assert.Equal(
            [
                new QualificationItem("资质", "D110", "B", Certified: true),
                new PerformanceItem("业绩", "A02", 500_000_000, 2, 1_635_696_000_000, Accepted: true),
                new PersonItem("建造师", "JZS1", "市政", 1),
                new ScoreItem("评价", "S1", 6_000),
            ],
            requirement.Items.Where(item => item is not NoCreditItem));
        Assert.Equal([CreditKind.Penalty, CreditKind.Blacklist], ((NoCreditItem)requirement.Items[3]).Kinds);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version")]
    [InlineData("\"title\": \"资格\", ", "", "title")]
    [InlineData("09:30:00+08:00", "09:30", "deadline")]
    [InlineData("\"D110\"", "\"110\"", "items[0].type_code")]
    [InlineData("\"level_code\": \"B\"", "\"level_code\": \"二级\"", "items[0].level_code")]
    [InlineData("\"500000000\"", "\"5000000.00\"", "items[1].contract_fen")]
    [InlineData("\"500000000\"", "500000000", "items[1].contract_fen")]
    [InlineData("\"trade_class\": \"A02\"", "\"trade_class\": \"E\"", "items[1].trade_class")]
    [InlineData("\"trade_class\"", "\"region\": \"440400\", \"trade_class\"", "items[1].region")]
    [InlineData("\"count\": 2", "\"count\": 0", "items[1].count")]
    [InlineData("\"kind\": \"person\"", "\"kind\": \"persons\"", "items[2].kind")]
    [InlineData("\"category\": \"JZS1\", ", "", "items[2].category")]
    [InlineData("[\"PENALTY\", \"BLACKLIST\"]", "[\"AWARD\"]", "items[3].kinds")]
    [InlineData("[\"PENALTY\", \"BLACKLIST\"]", "[]", "items[3].kinds")]
    [InlineData("\"hundredths_min\": 6000", "\"hundredths_min\": 60.5", "items[4].hundredths_min")]
    [InlineData("\"id\": \"评价\"", "\"id\": \"信用\"", "items")]
    [InlineData("\"code\": \"S1\"", "\"code\": \"S1\", \"code\": \"S1\"", "items[4].code")]
    public void Every_fault_has_its_place(string text, string spoilt, string place)
    {
        var reading = Read(Good.Replace(text, spoilt, StringComparison.Ordinal));
        Assert.Null(reading.Requirement);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(place, fault.Place);
        Assert.True(fault.English.Length > 0 && fault.Chinese.Length > 0);
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        ["deadline", "items[0].type_code", "items[1].contract_fen", "items[2].kind"],
        Read(Good.Replace("09:30:00+08:00", "", StringComparison.Ordinal).Replace("D110", "X", StringComparison.Ordinal)
            .Replace("500000000", "-1", StringComparison.Ordinal).Replace("\"person\"", "1", StringComparison.Ordinal))
            .Faults.Select(fault => fault.Place));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"version\": 1, \"title\": \"t\", \"deadline\": 1, \"items\": 2}")]
    [InlineData("{\"items\": [1, null, []]}")]
    [InlineData("{\"title\": \"\\ud800\"}")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]")]
    public void No_bytes_throw(string text) => Assert.NotEmpty(Read(text).Faults);

    [Fact]
    public void A_file_in_another_encoding_or_too_large_is_named()
    {
        Assert.Contains("UTF-8", RequirementReader.Read(new byte[] { 0xD7, 0xCA }).Faults.Single().English, StringComparison.Ordinal);
        Assert.Contains("65536", RequirementReader.Read(new byte[70_000]).Faults.Single().English, StringComparison.Ordinal);
        Assert.NotNull(RequirementReader.Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Good)).ToArray()).Requirement);
    }

    [Fact]
    public void The_schema_has_the_readers_fields()
    {
        var schema = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("docs/spec/requirement.schema.json"))).RootElement;
        Assert.Equal(RequirementReader.FileFields, Fields(schema));
        Assert.All(
            RequirementReader.ItemFields, kind => Assert.Equal(kind.Value, Fields(schema.GetProperty("$defs").GetProperty(kind.Key))));
        Assert.Equal(RequirementReader.ItemsMax, schema.GetProperty("properties").GetProperty("items").GetProperty("maxItems").GetInt32());
    }

    [Fact]
    public void The_example_of_the_page_is_a_good_file()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/spec/requirement.md"))
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal));
        Assert.Empty(Read(string.Join('\n', lines)).Faults);
    }

    [Fact]
    public void Items_and_reasons_have_their_words()
    {
        Assert.All(
            Read(Good).Requirement!.Items, item => Assert.NotEqual(RequirementWords.Of(item).English, RequirementWords.Of(item).Chinese));
        Assert.All(Enum.GetValues<RequirementReason>(), reason => Assert.NotEmpty(RequirementWords.Of(reason).Chinese));
        Assert.Equal(
            "自 2021-11-01 以来有 2 项以上已竣工验收的 A02 类业绩，单项合同额不低于 ¥5,000,000.00",
            RequirementWords.Of(Read(Good).Requirement!.Items[1]).Chinese);
    }

    private static string[] Fields(JsonElement schema) =>
        [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    private static RequirementReading Read(string text) => RequirementReader.Read(Encoding.UTF8.GetBytes(text));
}
