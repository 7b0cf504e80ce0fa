using Ledger.Audit.Proofs;
using Ledger.Schema;

namespace Ledger.Passports.Verification;

/// <summary>Evaluates a function of the state over what a passport proves of it.</summary>
internal static class ProvenReads
{
    private const int RoundsMax = 16;

    /// <summary>The function's value; false with the first key that the passport does not prove.</summary>
    internal static bool TryEvaluate<T>(ProvenState proven, Func<IStateReader, T> evaluate, out T? value, out byte[] unproven)
    {
        unproven = [];
        var state = new PartialState();
        for (var round = 0; !state.TryEvaluate(evaluate, out value); round++)
        {
            foreach (var key in state.Needed.ToList())
            {
                var presence = proven.Find(key, out var entry);
                if (presence == ProvenPresence.NotProven || round == RoundsMax)
                {
                    unproven = key;
                    return false;
                }

                state.Add(key, entry);
            }
        }

        return true;
    }
}
