using Ledger.Protocol.V1;

namespace Ledger.Schema.Account;

/// <summary>What a person may do in a subject's name at a time (经办人).</summary>
public static class OperatorRules
{
    /// <summary>Most terms of one operator; a full record refuses, it forgets nothing.</summary>
    internal const int TermsMax = 64;

    /// <summary>The powers of a certificate's holder at <paramref name="time"/>; none where nobody appointed it.</summary>
    public static IReadOnlyList<OperatorPower> PowersAt(Operator appointed, long time)
    {
        ArgumentNullException.ThrowIfNull(appointed);
        foreach (var term in appointed.Terms)
        {
            if (Lasts(term, time))
            {
                return term.Powers;
            }
        }

        return [];
    }

    /// <summary>Whether a term has begun and neither ended nor been ended; both ends count at once.</summary>
    internal static bool Lasts(OperatorTerm term, long time) =>
        term.AppointedAt <= time && time < term.Until && (term.DismissedAt == 0 || time < term.DismissedAt);
}
