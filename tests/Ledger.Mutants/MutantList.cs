namespace Ledger.Mutants;

/// <summary>Reads <c>tests/mutants.tsv</c>.</summary>
internal static class MutantList
{
    private const int Columns = 5;

    /// <summary>Every entry of the list, each checked against the source as it is now.</summary>
    /// <exception cref="InvalidDataException">Entries are malformed or stale; the message names every one.</exception>
    internal static IReadOnlyList<Mutant> Read(string root)
    {
        var (mutants, faults) = (new List<Mutant>(), new List<string>());
        var lines = File.ReadAllLines(Path.Combine(root, "tests", "mutants.tsv"));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            var cells = lines[i].Split('\t');
            if (cells.Length is not (Columns - 1 or Columns))
            {
                faults.Add(
                    $"mutants.tsv, line {i + 1}: {cells.Length} columns stand here; file, text, spoilt text, test project and filter " +
                    $"are wanted.");
                continue;
            }

            var mutant = new Mutant(
                i + 1, cells[0], Lines(cells[1]), Lines(cells[2]), cells[3], cells.Length == Columns ? cells[4] : string.Empty);
            mutants.Add(mutant);
            Check(mutant, root, faults);
        }

        return faults.Count == 0 ? mutants : throw new InvalidDataException(string.Join(Environment.NewLine, faults));
    }

    // Texts of several lines have \n between them.
    private static string Lines(string cell) => cell.Replace("\\n", "\n", StringComparison.Ordinal);

    private static void Check(Mutant mutant, string root, List<string> faults)
    {
        try
        {
            mutant.Apply(File.ReadAllText(Path.Combine(root, mutant.File)));
            if (!File.Exists(TestRun.ProjectFile(root, mutant.TestProject)))
            {
                faults.Add($"mutants.tsv, line {mutant.Line}: there is no test project {mutant.TestProject}.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            faults.Add(e is InvalidDataException ? e.Message : $"mutants.tsv, line {mutant.Line}: {e.Message}");
        }
    }
}
