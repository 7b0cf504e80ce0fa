using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

/// <summary>
/// No line of source is longer than <see cref="ColumnsMax"/>. What is quoted as it is stays whole: raw strings, and literals of few spaces
/// such as test vectors, templates and addresses.
/// </summary>
public partial class LineLengthTests
{
    private const int ColumnsMax = 140;
    private const int QuotedCharsMin = 60;
    private const int QuotedSpacesMax = 5;

    [Fact]
    public void No_line_is_longer_than_a_page_is_wide()
    {
        var tooLong = Repository.Files("*.cs").SelectMany(path => LongLines(File.ReadAllLines(path))
            .Select(number => $"{Path.GetRelativePath(Repository.Root, path)}, line {number}"));
        Assert.Equal("", string.Join(Environment.NewLine, tooLong));
    }

    private static IEnumerable<int> LongLines(string[] lines)
    {
        var isRaw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = lines[i].Split("\"\"\"").Length - 1;
            if (!isRaw && marks == 0 && lines[i].Length > ColumnsMax && !Literal().Matches(lines[i]).Any(IsQuoted))
            {
                yield return i + 1;
            }

            isRaw ^= marks % 2 == 1;
        }
    }

    private static bool IsQuoted(Match literal) =>
        literal.Groups[1].Length >= QuotedCharsMin && literal.Groups[1].Value.Count(one => one == ' ') < QuotedSpacesMax;

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
