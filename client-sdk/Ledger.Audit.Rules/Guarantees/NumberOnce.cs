namespace Ledger.Audit.Rules;

/// <summary>One number, one guarantee.</summary>
public sealed class NumberOnce : GuaranteeRule
{
    private readonly Dictionary<(string Issuer, string Number), string> _known = [];

    /// <inheritdoc/>
    public override string Name => "number-once";

    /// <inheritdoc/>
    public override string Source => "docs/spec/guarantee.md; 独立保函规定 §3";

    /// <inheritdoc/>
    public override Words Says => new("No issuer has two guarantees of one number.", "同一开立人的保函编号不重复。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Event == "guarantee.revealed" && change.After.Terms is { } terms
            && !_known.TryAdd((change.After.IssuerUscc, terms.GuaranteeNo), change.Id))
        {
            var other = _known[(change.After.IssuerUscc, terms.GuaranteeNo)];
            history.Find(
                this, act, change.Id,
                $"Number {terms.GuaranteeNo} of {change.After.IssuerUscc} is guarantee {other}'s already.",
                $"{change.After.IssuerUscc} 的编号 {terms.GuaranteeNo} 已用于保函 {other}。");
        }
    }
}
