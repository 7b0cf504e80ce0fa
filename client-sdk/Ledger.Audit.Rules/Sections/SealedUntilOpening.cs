using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>Nothing of a section's bids is read, and nobody linked with it, before it is open.</summary>
public sealed class SealedUntilOpening : HistoryRule
{
    /// <inheritdoc/>
    public override string Name => "sealed-until-opening";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §22, §28; 20号令 §29–31";

    /// <inheritdoc/>
    public override Words Says => new(
        "No guarantee is revealed, no opening key released, no bidder listed and no bidder's papers checked before the section is open.",
        "开标前不揭示保函、不公布开标密钥、不列出投标人、不核验投标人资料。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        foreach (var (name, _, _, after) in act.Of(GuaranteeTables.Guarantees))
        {
            if (name == "guarantee.revealed" && after?.Terms is { } terms)
            {
                Require(act, history, terms.SectionCode, "A guarantee was revealed", "揭示了保函");
            }
        }

        foreach (var (name, _, before, after) in act.Of(TenderTables.Sections))
        {
            if (name == "section.bidders_listed" && before?.OpenedAt is null or 0 && after is not null)
            {
                Find(act, history, after!.Announced.SectionCode, "Its bidders were listed", "列出了投标人");
            }

            if (name == "section.key_released")
            {
                LookAtKey(act, history, before, after!);
            }
        }

        foreach (var (_, _, before, after) in act.Of(CredentialTables.Checks))
        {
            if (before is null && after?.Recorded is { } check)
            {
                Require(act, history, check.SectionCode, "A bidder's papers were checked", "核验了投标人资料");
            }
        }
    }

    private void LookAtKey(Act act, ExaminedHistory history, Section? before, Section after)
    {
        if (before is null or { OpenedAt: 0 } or { BiddersListedAt: 0 })
        {
            Find(act, history, after.Announced.SectionCode, "Its opening key was released", "公布了开标密钥");
        }
    }

    private void Require(Act act, ExaminedHistory history, string section, string english, string chinese)
    {
        // An opening of the same transaction counts: rules look before it is told.
        var told = act.Of(TenderTables.Sections).Select(change => change.After)
            .LastOrDefault(after => after?.Announced?.SectionCode == section) ?? history.Section(section);
        if (told is null || !SectionRules.IsOpen(told))
        {
            Find(act, history, section, english, chinese);
        }
    }

    private void Find(Act act, ExaminedHistory history, string section, string english, string chinese) => history.Find(
        this, act, section,
        $"{english} at {Moments.Show(act.Time)}, before the section was open.",
        $"标段开标前即于 {Moments.Show(act.Time)} {chinese}。");
}
