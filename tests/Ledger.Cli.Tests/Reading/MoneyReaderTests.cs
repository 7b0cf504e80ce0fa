using Ledger.Cli.Reading;
using Ledger.Cli.Previews;

namespace Ledger.Cli.Tests.Reading;

/// <summary>Amounts as people write them: bare digits are fen, and what may be fen or yuan is refused.</summary>
public sealed class MoneyReaderTests
{
    [Theory]
    [InlineData("80000000")]
    [InlineData("８００００００0")]
    [InlineData("80000000分")]
    [InlineData("¥800,000.00")]
    [InlineData("￥800000")]
    [InlineData("800,000.00")]
    [InlineData("800000.00")]
    [InlineData("800000.000000")]
    [InlineData("８００，０００．００")]
    [InlineData("800000元")]
    [InlineData("800,000 元")]
    [InlineData("80万")]
    [InlineData("80 万元")]
    [InlineData("0.008亿")]
    [InlineData("RMB 800,000")]
    public void An_amount_with_one_reading_is_taken(string text) =>
        Assert.Equal(80_000_000, MoneyReader.Read(text, "--bond-fen"));

    [Fact]
    public void A_separated_number_without_a_sign_is_refused_with_both_readings()
    {
        var refused = Assert.Throws<CliException>(() => MoneyReader.Read("80,000,000", "--bond-fen")).Message;
        Assert.Contains("fen, ¥800,000.00, or yuan, ¥80,000,000.00", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e6")]
    [InlineData("80,00")]
    [InlineData("8,0000.00")]
    [InlineData("¥0.005")]
    [InlineData("80万分")]
    [InlineData("¥80分")]
    [InlineData("八十万")]
    [InlineData("99999999999999999999999")]
    [InlineData("92233720368547758.08")]
    public void What_is_no_amount_is_refused_by_the_option_s_name(string text) => Assert.StartsWith(
        $"--bond-fen {text} ", Assert.Throws<CliException>(() => MoneyReader.Read(text, "--bond-fen")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_largest_amount_is_taken() => Assert.Equal(long.MaxValue, MoneyReader.Read("92233720368547758.07", "--bond-fen"));

    [Fact]
    public void A_slip_between_fen_and_yuan_is_seen_in_capitals()
    {
        Assert.Equal("¥1,200.00 人民币壹仟贰佰元整", Preview.YuanInFull(MoneyReader.Read("120000", "--bond-fen")));
        Assert.Equal("¥0.00", Preview.YuanInFull(0));
    }
}
