using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Audit.Rules;

/// <summary>A rule over what becomes of guarantees.</summary>
public abstract class GuaranteeRule : HistoryRule
{
    internal sealed override void Look(Act act, ExaminedHistory history)
    {
        LookAtCalls(act, history);
        foreach (var (name, _, before, after) in act.Of(GuaranteeTables.Guarantees))
        {
            if (after is not null)
            {
                Look(new GuaranteeChange(name, before, after), act, history);
            }
        }
    }

    /// <summary>Looks at what the transaction asked for.</summary>
    private protected virtual void LookAtCalls(Act act, ExaminedHistory history)
    {
    }

    /// <summary>Looks at one change of a guarantee.</summary>
    private protected virtual void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
    }
}

/// <summary>A guarantee as one event tells it.</summary>
/// <param name="Event">The event's type.</param>
/// <param name="Before">Before; null where it was issued.</param>
/// <param name="After">After.</param>
internal sealed record GuaranteeChange(string Event, GuaranteeRecord? Before, GuaranteeRecord After)
{
    /// <summary>Its id in hex.</summary>
    internal string Id => Convert.ToHexStringLower(After.GuaranteeId.Span);
}
