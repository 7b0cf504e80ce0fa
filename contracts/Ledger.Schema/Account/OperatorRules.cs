using Ledger.Protocol.V1;

namespace Ledger.Schema.Account;

/// <summary>What a person may do in a subject's name at a time (经办人).</summary>
public static class OperatorRules
{
    /// <summary>Most terms of one operator; a full record refuses, it forgets nothing.</summary>
    internal const int TermsMax = 64;

    /// <summary>The powers of a certificate's holder at <paramref name="time"/>; none where nobody appointed it.</summary>
    public static IReadOnlyList<OperatorPower> PowersAt(Operator appointed, long time) =>
        TermAt(appointed, time) is { } term ? term.Powers : [];

    /// <summary>The term that lasts at <paramref name="time"/>; null for none.</summary>
    public static OperatorTerm? TermAt(Operator appointed, long time)
    {
        ArgumentNullException.ThrowIfNull(appointed);
        return appointed.Terms.FirstOrDefault(term => Lasts(term, time));
    }

    /// <summary>Whether a term has begun and neither ended nor been ended; both ends count at once.</summary>
    internal static bool Lasts(OperatorTerm term, long time) =>
        term.AppointedAt <= time && time < term.Until && (term.DismissedAt == 0 || time < term.DismissedAt);
}
