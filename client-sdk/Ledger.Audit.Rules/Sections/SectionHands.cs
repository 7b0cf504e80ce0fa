using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Audit.Rules;

/// <summary>Each step of a section by whom the law and the chain name for it: the separation of duties.</summary>
public sealed class SectionHands : SectionRule
{
    private const string Centre = "the section's centre";
    private const string Tenderer = "the tenderer or its agent";
    private const string Publisher = "the tenderer, its agent or the section's centre";

    /// <inheritdoc/>
    public override string Name => "section-hands";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §34–46; 实施条例 §62; docs/spec/tender.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "The centre opens and records, the tenderer awards and contracts, and who pauses is the regulator or for an objection a party.",
        "开标与记录由交易中心，定标与签约由招标人，暂停由监管部门，或因异议由当事方作出。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var section = change.After;
        var isCentre = act.Uscc == section.CentreUscc;
        var isTenderer = act.Uscc.Length > 0 && (act.Uscc == section.TendererUscc || act.Uscc == section.AgentUscc);
        var (may, who) = change.Event switch
        {
            "section.opened" or "section.bidders_listed" or "section.key_released" or "section.opening_completed" or "section.failed"
                or "section.committee_appointed" or "section.evaluated" => (isCentre, Centre),
            "section.awarded" or "section.contracted" or "section.terminated" => (isTenderer, Tenderer),
            "section.announced" or "section.notice_published" or "section.postponed" or "section.publicized" =>
                (isTenderer || isCentre, Publisher),
            "section.paused" or "section.resumed" => (isTenderer || isCentre || IsRegulator(act, history), $"{Publisher}, or a regulator"),
            _ => (true, string.Empty),
        };
        if (!may)
        {
            history.Find(
                this, act, change.Code,
                $"{change.Event} was done by {act.SignedBy}; it is for {who}.",
                $"{change.Event} 由 {act.SignedBy} 作出，而非有权者。");
        }
    }

    private static bool IsRegulator(Act act, ExaminedHistory history) =>
        MembershipTables.Members.Read(history.State, MembershipTables.Members.Key(act.Uscc)) is { Active: true } member
        && member.Roles.Contains(Role.Regulator);
}
