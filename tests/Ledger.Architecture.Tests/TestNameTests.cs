using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

public sealed partial class TestNameTests
{
    [Fact]
    public void A_test_is_called_by_a_sentence_with_a_line_between_its_words()
    {
        var names = Repository.Files("*Tests.cs").SelectMany(path => Test().Matches(File.ReadAllText(path))
            .Select(match => match.Groups[1].Value)).ToList();
        Assert.True(names.Count > 1_000, $"Only {names.Count} tests were found.");
        Assert.DoesNotContain(names, name => Hump().IsMatch(name) && !name.Contains('_', StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"\[(?:Fact|Theory|SharedDataFact|SharedDataTheory)\b(?:(?!public )[\s\S]){0,4000}?public (?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex("[a-z][A-Z]")]
    private static partial Regex Hump();
}
