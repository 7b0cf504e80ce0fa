using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>A guarantee is irrevocable: it is only ever raised or lengthened.</summary>
public sealed class NeverLowered : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "never-lowered";

    /// <inheritdoc/>
    public override string Source => "独立保函规定 §4";

    /// <inheritdoc/>
    public override Words Says => new(
        "Amount and end of a revealed guarantee never shrink, and its parties and section never change.",
        "已揭示保函的金额与到期日不得减少，当事人与标段不得变更。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Before?.Terms is not { } before)
        {
            return;
        }

        var after = change.After.Terms;
        if (after is null || after.AmountFen < before.AmountFen || after.ValidUntil < before.ValidUntil)
        {
            history.Find(
                this, act, change.Id,
                $"It was for {Moments.Yuan(before.AmountFen)} until {Moments.Show(before.ValidUntil)}, and is for " +
                $"{Moments.Yuan(after?.AmountFen ?? 0)} until {Moments.Show(after?.ValidUntil ?? 0)}.",
                $"原为 {Moments.Yuan(before.AmountFen)}、至 {Moments.Show(before.ValidUntil)}，变为 " +
                $"{Moments.Yuan(after?.AmountFen ?? 0)}、至 {Moments.Show(after?.ValidUntil ?? 0)}。");
        }

        if (after is not null && (after.ApplicantUscc != before.ApplicantUscc || after.BeneficiaryUscc != before.BeneficiaryUscc
            || after.SectionCode != before.SectionCode || change.After.IssuerUscc != change.Before.IssuerUscc))
        {
            history.Find(this, act, change.Id, "Its parties or its section changed.", "当事人或标段被变更。");
        }
    }
}
