using FsCheck;
using FsCheck.Fluent;
using Ledger.GuaranteePdf.Text;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>Amounts in capital numerals.</summary>
public sealed class AmountTests
{
    [Theory]
    [InlineData(80_000_000, "人民币捌拾万元整")]
    [InlineData(100, "人民币壹元整")]
    [InlineData(1, "人民币壹分")]
    [InlineData(10, "人民币壹角整")]
    [InlineData(150, "人民币壹元伍角整")]
    [InlineData(105, "人民币壹元零伍分")]
    [InlineData(1_000, "人民币壹拾元整")]
    [InlineData(1_640_902, "人民币壹万陆仟肆佰零玖元零贰分")]
    [InlineData(168_032, "人民币壹仟陆佰捌拾元叁角贰分")]
    [InlineData(10_700_053, "人民币壹拾万零柒仟元伍角叁分")]
    [InlineData(600_791, "人民币陆仟零柒元玖角壹分")]
    [InlineData(1_000_000_100, "人民币壹仟万零壹元整")]
    [InlineData(10_000_000_000, "人民币壹亿元整")]
    [InlineData(10_010_000_000, "人民币壹亿零壹拾万元整")]
    [InlineData(10_000_100_000, "人民币壹亿零壹仟元整")]
    [InlineData(AmountInCapitals.FenMax, "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    public void They_are_written_as_the_rules_for_notes_have_it(long fen, string text)
    {
        Assert.Equal(text, AmountInCapitals.Of(fen));
        Assert.True(AmountInCapitals.TryRead(text, out var read));
        Assert.Equal(fen, read);
    }

    [Fact]
    public void Any_amount_reads_back() => Prop.ForAll(Amounts().ToArbitrary(), fen =>
        AmountInCapitals.TryRead(AmountInCapitals.Of(fen), out var read) && read == fen).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("捌拾万元整")]
    [InlineData("人民币八十万元整")]
    [InlineData("人民币捌拾万元")]
    [InlineData("人民币捌拾万元整整")]
    [InlineData("人民币零元整")]
    [InlineData("人民币拾万元整")]
    [InlineData("人民币壹亿亿元整")]
    [InlineData("人民币")]
    public void What_is_not_written_so_is_not_read(string text) => Assert.False(AmountInCapitals.TryRead(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(AmountInCapitals.FenMax + 1)]
    [InlineData(long.MaxValue)]
    public void An_amount_that_cannot_be_written_makes_no_document(long fen)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AmountInCapitals.Of(fen));
        Assert.Throws<InvalidDataException>(() => MaximumAmount.Of(fen));
    }

    [Theory]
    [InlineData("人民币捌拾万元整", "¥80,000.00")]
    [InlineData("人民币捌拾万元整", "800,000.00")]
    [InlineData("人民币捌拾万元整", "¥八十万")]
    [InlineData("人民币捌拾万", "¥800,000.00")]
    public void Capitals_and_figures_that_differ_make_no_document(string capitals, string figures) =>
        Assert.Contains(
            "no document is made",
            Assert.Throws<InvalidDataException>(() => MaximumAmount.Of(capitals, figures)).Message,
            StringComparison.Ordinal);

    // Digits one by one, noughts as likely as all others together: that is where the rules are.
    private static Gen<long> Amounts() => Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(1, 9))).ListOf(14)
        .Select(digits => Math.Max(1, digits.Aggregate(0L, (sum, digit) => (sum * 10) + digit)));
}
