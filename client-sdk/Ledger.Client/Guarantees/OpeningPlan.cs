using Ledger.Crypto.Keys;
using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>What is left to do at a section's opening: checked against the chain, and nothing sent yet.</summary>
public sealed class OpeningPlan : IDisposable
{
    internal OpeningPlan(Section section, KeyPair pair, IReadOnlyList<Call> steps, IReadOnlyDictionary<string, string> names) =>
        (Section, Pair, Steps, Names) = (section, pair, steps, names);

    /// <summary>The section as it stands.</summary>
    public Section Section { get; }

    /// <summary>
    /// The calls that are left, each for a transaction of its own, the next once the one before is final: the opening with its commitments,
    /// the list, the release. None where all are done.
    /// </summary>
    public IReadOnlyList<Call> Steps { get; }

    /// <summary>The bidders by their codes, ascending, each with its name on the chain; empty for one that is not registered.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    internal KeyPair Pair { get; }

    /// <summary>Clears the opening key.</summary>
    public void Dispose() => Pair.Dispose();
}
