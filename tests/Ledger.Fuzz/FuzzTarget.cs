namespace Ledger.Fuzz;

/// <summary>Something that takes bytes from outside.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Corpus">Good inputs, to be mutated.</param>
/// <param name="Run">Takes one input and names what became of it: taken, or which refusal. Whatever it throws is a defect.</param>
/// <param name="Cost">About how much dearer a case is than the cheapest target's; dear targets get fewer of a run's cases.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], string> Run, int Cost = 1);
