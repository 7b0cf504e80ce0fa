using Ledger.Cli.Views;

namespace Ledger.Cli.Tests.Views;

/// <summary>What a spreadsheet is given computes nothing, and has a cell for each value.</summary>
public sealed class CsvFileTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("", "")]
    public async Task A_cell_is_text_and_nothing_more(string value, string cell)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ledger-csv-{Guid.NewGuid():N}");
        await CsvFile.WriteAsync(path, ["a", "b"], [new Document { ["a"] = value, ["b"] = "1" }], CancellationToken.None);
        Assert.Equal($"\uFEFFa,b\r\n{cell},1\r\n", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path)));
        await Assert.ThrowsAsync<IOException>(() => CsvFile.WriteAsync(path, ["a"], [], CancellationToken.None));
        File.Delete(path);
    }
}
