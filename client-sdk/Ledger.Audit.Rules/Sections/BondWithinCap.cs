using Ledger.Schema.Tender;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>No bond above the law's cap.</summary>
public sealed class BondWithinCap : SectionRule
{
    private const int BasisPoints = 10_000;

    /// <inheritdoc/>
    public override string Name => "bond-within-cap";

    /// <inheritdoc/>
    public override string Source => "实施条例 §26; 七部委30号令 §37; 政府采购法实施条例 §33";

    /// <inheritdoc/>
    public override Words Says => new(
        "A section's bond is within the share of its estimated price and the amount that its region and trade class allow.",
        "投标保证金不超过估算价的比例及地区、交易类别的上限。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var section = change.After;
        if (change.Event != "section.announced" || BondCaps.Find(
            history.State, section.Region, section.TradeClass, section.AnnouncedAt) is not { } cap)
        {
            return;
        }

        var (bond, price) = (section.Announced.BondFen, section.Announced.EstimatedPriceFen);
        if ((cap.ShareBasisPoints > 0 && (Int128)bond * BasisPoints > (Int128)price * cap.ShareBasisPoints)
            || (cap.AbsoluteFen > 0 && bond > cap.AbsoluteFen))
        {
            history.Find(
                this, act, change.Code,
                $"The bond is {Moments.Yuan(bond)} at an estimated price of {Moments.Yuan(price)}: above the cap ({cap.Source}).",
                $"保证金 {Moments.Yuan(bond)}，估算价 {Moments.Yuan(price)}：超过上限（{cap.Source}）。");
        }
    }
}
