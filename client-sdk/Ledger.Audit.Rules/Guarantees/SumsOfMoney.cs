using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>Claims and payments add up.</summary>
public sealed class SumsOfMoney : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "sums-of-money";

    /// <inheritdoc/>
    public override string Source => "独立保函规定 §3, §11; URDG 758 §20";

    /// <inheritdoc/>
    public override Words Says => new(
        "A claim is within the balance, a payment is the claim, and what is paid in all is within the guarantee's amount.",
        "索赔不超过余额，赔付等于索赔，累计赔付不超过保函金额。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        var (before, after) = (change.Before, change.After);
        var (amount, paid, paidBefore) = (after.Terms?.AmountFen ?? 0, after.PaidFen, before?.PaidFen ?? 0);
        if (paid < paidBefore || paid > amount)
        {
            Find(
                $"{Moments.Yuan(paid)} are paid of {Moments.Yuan(amount)}, {Moments.Yuan(paidBefore)} before",
                $"累计赔付 {Moments.Yuan(paid)}，保函 {Moments.Yuan(amount)}，此前 {Moments.Yuan(paidBefore)}");
        }

        if (change.Event == "guarantee.claimed" && (after.Claim.AmountFen <= 0 || after.Claim.AmountFen > amount - paidBefore))
        {
            Find(
                $"{Moments.Yuan(after.Claim.AmountFen)} are claimed of a balance of {Moments.Yuan(amount - paidBefore)}",
                $"索赔 {Moments.Yuan(after.Claim.AmountFen)}，余额 {Moments.Yuan(amount - paidBefore)}");
        }

        var claimed = before?.Claim?.AmountFen ?? 0;
        if (change.Event == "guarantee.paid" ? paid - paidBefore != claimed : paid != paidBefore)
        {
            Find(
                $"{Moments.Yuan(paid - paidBefore)} were paid of a claim of {Moments.Yuan(claimed)}",
                $"索赔 {Moments.Yuan(claimed)}，赔付 {Moments.Yuan(paid - paidBefore)}");
        }

        void Find(string english, string chinese) => history.Find(this, act, change.Id, $"{english}.", $"{chinese}。");
    }
}
