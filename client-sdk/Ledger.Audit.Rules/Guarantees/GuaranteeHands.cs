using Ledger.Protocol.V1;

namespace Ledger.Audit.Rules;

/// <summary>Issuer and beneficiary each do what is theirs.</summary>
public sealed class GuaranteeHands : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "guarantee-hands";

    /// <inheritdoc/>
    public override string Source => "独立保函规定 §3, §6, §11; docs/spec/guarantee.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "The issuer issues, takes back, amends, pays and refuses; the beneficiary claims and releases, the centre where the section ended.",
        "出具、收回、变更、赔付与拒付由开立人；索赔与释放由受益人，标段终结的亦可由交易中心释放。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        var isIssuer = act.Uscc == change.After.IssuerUscc;
        var isBeneficiary = act.Uscc.Length > 0 && act.Uscc == change.After.Terms?.BeneficiaryUscc;
        var may = change.Event switch
        {
            "guarantee.claimed" => isBeneficiary,
            "guarantee.released" => isBeneficiary || (IsCentre(change, act, history)
                && change.After.ReleaseReason is (ReleaseReason.Terminated or ReleaseReason.SectionFailed)),
            "guarantee.payment_resumed" => isIssuer || isBeneficiary,
            "guarantee.revealed" or "guarantee.version_revealed" => true, // whoever knows salt and terms
            _ => isIssuer,
        };
        if (!may)
        {
            history.Find(
                this, act, change.Id,
                $"{change.Event} was done by {act.SignedBy}; its issuer is {change.After.IssuerUscc}.",
                $"{change.Event} 由 {act.SignedBy} 作出；开立人为 {change.After.IssuerUscc}。");
        }
    }

    private static bool IsCentre(GuaranteeChange change, Act act, ExaminedHistory history) =>
        history.Section(change.After.Terms?.SectionCode ?? string.Empty)?.CentreUscc == act.Uscc;
}
