using Ledger.Schema.Guarantee;

namespace Ledger.Audit.Rules;

/// <summary>Nobody stands on two sides of one section.</summary>
public sealed class PartiesWereApart : HistoryRule
{
    /// <inheritdoc/>
    public override string Name => "parties-apart";

    /// <inheritdoc/>
    public override string Source => "实施条例 §34; 招标投标法 §13, §22";

    /// <inheritdoc/>
    public override Words Says => new(
        "Tenderer, agent and centre do not bid in their own section, and nobody guarantees its own bond or that of a section it bids in.",
        "招标人、代理机构与交易中心不在本标段投标；任何一方不为自己或其投标的标段出具保函。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        foreach (var list in act.Done(call => call.Tender?.ListBidders))
        {
            if (history.Section(list.SectionCode) is not { } section)
            {
                continue;
            }

            foreach (var bidder in list.BidderUsccs.Where(
                bidder => bidder == section.TendererUscc || bidder == section.AgentUscc || bidder == section.CentreUscc))
            {
                history.Find(
                    this, act, list.SectionCode, $"{bidder} runs this tender and bids in it.", $"{bidder} 主办本次招标而又投标。");
            }
        }

        foreach (var (name, _, _, after) in act.Of(GuaranteeTables.Guarantees))
        {
            if (name == "guarantee.revealed" && after?.Terms is { } terms
                && (terms.ApplicantUscc == after.IssuerUscc || terms.ConsortiumUsccs.Contains(after.IssuerUscc)
                    || history.BiddersOf(terms.SectionCode).Contains(after.IssuerUscc)))
            {
                history.Find(
                    this, act, terms.SectionCode,
                    $"{after.IssuerUscc} guarantees a bond of this section and stands behind a bid in it.",
                    $"{after.IssuerUscc} 为本标段出具保函，又是其中一份投标的当事方。");
            }
        }
    }
}
