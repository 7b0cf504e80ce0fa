namespace Ledger.Fuzz;

/// <summary>Runs cases against a target. The same seed makes the same inputs.</summary>
public static class Fuzzer
{
    private const int HexCharsMax = 4_000;

    /// <summary>Runs <paramref name="cases"/> inputs, and stops at the first defect.</summary>
    public static FuzzResult Run(FuzzTarget target, int cases, int seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        var mutator = new Mutator(target.Corpus, new Random(seed));
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cases; i++)
        {
            // The corpus itself comes first: it must be taken.
            var input = i < target.Corpus.Count ? target.Corpus[i] : mutator.Next();
            try
            {
                var outcome = target.Run(input);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception e)
            {
                return new FuzzResult(target.Name, i + 1, outcomes, Describe(target, seed, i, input, e));
            }
        }

        return new FuzzResult(target.Name, cases, outcomes, null);
    }

    private static string Describe(FuzzTarget target, int seed, int index, byte[] input, Exception exception)
    {
        var hex = Convert.ToHexStringLower(input);
        var shown = hex.Length <= HexCharsMax ? hex : hex[..HexCharsMax] + "…";
        return $"{target.Name}, seed {seed}, case {index}, {input.Length} bytes: {shown}{Environment.NewLine}{exception}";
    }
}
