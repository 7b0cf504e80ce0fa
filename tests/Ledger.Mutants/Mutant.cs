using System.Text.RegularExpressions;

namespace Ledger.Mutants;

/// <summary>One spoilt line, and the tests that must notice.</summary>
/// <param name="Line">Its line in the list, from 1 on: its name in reports.</param>
/// <param name="File">The source, from the repository's root.</param>
/// <param name="Text">A text that stands in the source exactly once, whatever white space is between its words.</param>
/// <param name="Spoilt">What is put in its place.</param>
/// <param name="TestProject">The test project that must fail.</param>
/// <param name="Filter">Part of the full name of the tests to run there; empty for all.</param>
internal sealed partial record Mutant(int Line, string File, string Text, string Spoilt, string TestProject, string Filter)
{
    /// <summary>The project that the source belongs to: the nearest folder above with a project file.</summary>
    internal string ProjectOf(string root)
    {
        for (var folder = Path.GetDirectoryName(Path.Combine(root, File)); folder is not null &&
            folder.Length > root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project)
            {
                return project;
            }
        }

        throw new InvalidDataException($"mutants.tsv, line {Line}: no project file stands above {File}.");
    }

    /// <summary>
    /// The source with the text spoilt. Where lines break does not matter, so that a change of layout makes no entry stale.
    /// </summary>
    /// <exception cref="InvalidDataException">The text does not stand there exactly once.</exception>
    internal string Apply(string source)
    {
        var tokens = Token().Matches(Text).Select(token => Regex.Escape(token.Value));
        var found = Regex.Matches(source, string.Join(@"\s*", tokens), RegexOptions.CultureInvariant);
        if (found.Count != 1)
        {
            throw new InvalidDataException(
                $"mutants.tsv, line {Line}: the text stands {(found.Count == 0 ? "nowhere" : "more than once")} in {File}.");
        }

        return string.Concat(source.AsSpan(0, found[0].Index), Spoilt, source.AsSpan(found[0].Index + found[0].Length));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Line,4}  {File}  {InOneLine(Text)}  →  {(Spoilt.Trim().Length == 0 ? "(nothing)" : InOneLine(Spoilt))}";

    [GeneratedRegex(@"\w+|[^\w\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    private static string InOneLine(string text) => string.Join(" ⏎ ", text.Trim().Split('\n').Select(line => line.Trim()));
}
