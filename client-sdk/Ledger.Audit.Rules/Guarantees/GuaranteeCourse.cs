using Ledger.Protocol.V1;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>A guarantee's states follow each other as the table has them.</summary>
public sealed class GuaranteeCourse : GuaranteeRule
{
    private static readonly Dictionary<string, (GuaranteeState[] From, GuaranteeState To)> Steps = new(StringComparer.Ordinal)
    {
        ["guarantee.issued"] = ([GuaranteeState.Unspecified], GuaranteeState.IssuedSealed),
        ["guarantee.surrendered"] = ([GuaranteeState.IssuedSealed], GuaranteeState.Surrendered),
        ["guarantee.revealed"] = ([GuaranteeState.IssuedSealed, GuaranteeState.Surrendered], GuaranteeState.Revealed),
        ["guarantee.version_revealed"] = ([GuaranteeState.Revealed], GuaranteeState.Revealed),
        ["guarantee.amended"] = ([GuaranteeState.Revealed, GuaranteeState.Claimed], GuaranteeState.Revealed), // extend or pay
        ["guarantee.released"] = ([GuaranteeState.Revealed, GuaranteeState.Refused], GuaranteeState.Released),
        ["guarantee.claimed"] = ([GuaranteeState.Revealed, GuaranteeState.Refused], GuaranteeState.Claimed),
        ["guarantee.claim_refused"] = ([GuaranteeState.Claimed], GuaranteeState.Refused),
        ["guarantee.paid"] = ([GuaranteeState.Claimed], GuaranteeState.Paid),
        ["guarantee.payment_suspended"] = ([GuaranteeState.Claimed], GuaranteeState.PaySuspended),
        ["guarantee.suit_filed"] = ([GuaranteeState.PaySuspended], GuaranteeState.PaySuspended),
        ["guarantee.payment_resumed"] = ([GuaranteeState.PaySuspended], GuaranteeState.Claimed),
    };

    /// <inheritdoc/>
    public override string Name => "guarantee-course";

    /// <inheritdoc/>
    public override string Source => "独立保函规定 §4, §11; docs/spec/guarantee.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "A guarantee is sealed, revealed, and then released, or claimed and paid or refused; what has ended or expired stays so.",
        "保函先密封，后揭示，再释放，或经索赔而赔付或拒付；已终结或已到期的不再变化。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        var from = change.Before?.State ?? GuaranteeState.Unspecified;
        var to = change.After.State;
        var fits = Steps.TryGetValue(change.Event, out var step)
            ? step.From.Contains(from) && step.To == to
            : from == to;
        if (!fits)
        {
            history.Find(
                this, act, change.Id, $"{change.Event} made {to} of a guarantee that was {from}.",
                $"{change.Event} 将处于 {from} 的保函变为 {to}。");
        }

        if (change.Event is "guarantee.claimed" or "guarantee.released" or "guarantee.amended"
            && change.Before?.Terms is { } terms && act.Time > terms.ValidUntil)
        {
            history.Find(
                this, act, change.Id,
                $"{change.Event} at {Moments.Show(act.Time)}; it was valid until {Moments.Show(terms.ValidUntil)}.",
                $"{change.Event} 于 {Moments.Show(act.Time)}；保函有效期至 {Moments.Show(terms.ValidUntil)}。");
        }
    }
}
