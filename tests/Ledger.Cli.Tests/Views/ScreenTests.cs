
namespace Ledger.Cli.Tests.Views;

public sealed class ScreenTests
{
    [Theory]
    [InlineData("¥800,000.00", 11)]
    [InlineData("已解除 Released", 15)]
    [InlineData("（第1标段）", 11)]
    public void Wide_characters_take_two_columns(string text, int cells) => Assert.Equal(cells, Screen.Cells(text));

    [Fact]
    public void Words_and_amounts_stay_whole_and_wide_text_breaks_anywhere_but_before_its_punctuation()
    {
        var lines = Render(20, screen => screen.Line("performance ¥1,310,725.05 珠海市公共资源交易中心，横琴")).Split('\n');
        Assert.Contains(lines, line => line.Contains("¥1,310,725.05", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(Screen.Cells(line) <= 20, line));
        Assert.DoesNotContain(lines, line => line.StartsWith('，'));
    }

    [Fact]
    public void A_word_longer_than_the_line_is_broken_rather_than_cut() =>
        Assert.Equal(
            new string('a', 64), Render(40, screen => screen.Line(new string('a', 64))).Replace("\n", "", StringComparison.Ordinal));

    [Fact]
    public void Escape_sequences_of_strangers_do_not_reach_the_terminal() =>
        Assert.DoesNotContain(
            Render(80, screen => screen.Pairs([("name", "\e]0;owned\a\u202Egnp.exe")])), one => one is '\e' or '\a' or '\u202E');

    [Fact]
    public void A_table_that_does_not_fit_writes_nothing() =>
        Assert.Equal("", Render(20, screen => Assert.False(screen.TryTable(["a", "b"], [["1234567890", "1234567890"]]))));

    private static string Render(int width, Action<Screen> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(new Screen(output, width, isColoured: false, isChinese: false, isWide: false));
        return output.ToString();
    }
}
