using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Guarantees;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class GuaranteeCommand : CliCommand
{
    private const string Code = "9c1f0a7be4d2438895a1c3e0f7b2d604";
    private static readonly CallField Id = new("guarantee_id", "The guarantee's id, 32 hexadecimal digits.");

    internal GuaranteeCommand(CliContext context)
        : base(
            "guarantee",
            "Bid-bond guarantees (投标保函): issue sealed, open, show, list, amend, release, claim, pay.",
            "ledger guarantee list --section E3500000001001043001001")
    {
        Add(new GuaranteeSignCommand(context));
        Add(new GuaranteeIssueCommand(context));
        Add(new GuaranteeOpenCommand(context));
        Add(new GuaranteeShowCommand(context));
        Add(new GuaranteeListCommand(context));
        Add(new GuaranteeLateCommand(context));
        AddBeneficiarys(context);
        AddIssuers(context);
    }

    private static Call Of(GuaranteeCall call) => new() { Guarantee = call };

    private void AddBeneficiarys(CliContext context)
    {
        Add(new CallCommand<ReleaseGuarantee>(
            context, "release", "Release a guarantee as its beneficiary.",
            $"ledger guarantee release {Code} --reason NotAwarded --key tenderer.key",
            call => Of(new GuaranteeCall { Release = call }), Id, new CallField("reason", "Why; the section's course must bear it out.")));
        Add(new CallCommand<ClaimGuarantee>(
            context, "claim", "Claim under a guarantee as its beneficiary.",
            $"ledger guarantee claim {Code} --amount-fen 80000000 --reason NoContract --evidence-digest file:evidence.pdf " +
            $"--statement-digest file:breach.pdf --key tenderer.key",
            call => Of(new GuaranteeCall { Claim = call }),
            Id,
            new CallField("amount_fen", "What is claimed, in fen."),
            new CallField("reason", "Of the closed list (实施条例 §35, §74)."),
            new CallField(
                "clause", "The tender document's clause, by its number; obligatory for other cases than the law's.", IsRequired: false),
            new CallField("evidence_digest", "The evidence."),
            new CallField("statement_digest", "The statement in which respect the bidder is in breach (URDG 758 §15)."),
            new CallField("extend_until", "Extend or pay: the end that is asked for instead of payment.", IsRequired: false)));
        Add(new GuaranteeClaimDocumentsCommand(context));
    }

    private void AddIssuers(CliContext context)
    {
        Add(new CallCommand<PayClaim>(
            context, "pay", "State as its issuer that a claim is paid, in full.",
            $"ledger guarantee pay {Code} --amount-fen 80000000 --key bank.key",
            call => Of(new GuaranteeCall { Pay = call }), Id, new CallField("amount_fen", "What was paid: what is claimed.")));
        Add(new CallCommand<RefuseClaim>(
            context, "refuse", "Refuse a claim as its issuer, listing every discrepancy.",
            $"ledger guarantee refuse {Code} --discrepancies 签章不符 --key bank.key",
            call =>
                Of(new GuaranteeCall { Refuse = call }),
                Id,
                new CallField("discrepancies", "Each discrepancy; all at once (URDG 758 §24).")));
        Add(new CallCommand<AmendGuarantee>(
            context, "amend", "Raise or lengthen a revealed guarantee as its issuer, at the bidder's request.",
            $"ledger guarantee amend {Code} --amount-fen 80000000 --valid-until 2027-06-30T16:00:00Z --document-digest " +
            $"file:guarantee2.pdf --request-digest file:request.p7s --key bank.key",
            call => Of(new GuaranteeCall { Amend = call }),
            Id,
            new CallField("amount_fen", "The amount, not below the present one."),
            new CallField("valid_until", "The end, not before the present one."),
            new CallField("document_digest", "The new document."),
            new CallField("request_digest", "The bidder's signed request, salted.")));
        Add(new CallCommand<EndorseGuarantee>(
            context, "endorse", "Restore the clear document of a blind guarantee after opening (批改).",
            $"ledger guarantee endorse {Code} --document-digest file:guarantee-clear.pdf --key bank.key",
            call => Of(new GuaranteeCall { Endorse = call }), Id, new CallField("document_digest", "The clear document.")));
        Add(new CallCommand<SuspendPayment>(
            context, "suspend", "Suspend payment by a court's order; again with the suit once it is filed.",
            $"ledger guarantee suspend {Code} --order-digest file:order.pdf --key bank.key",
            call =>
                Of(new GuaranteeCall { Suspend = call }),
                Id,
                new CallField("order_digest", "The court's order."),
                new CallField("suit_digest", "The suit.", IsRequired: false)));
        Add(new CallCommand<ResumePayment>(
            context, "resume", "End a suspension: as issuer with the court's order, as beneficiary where no suit was filed in its days.",
            $"ledger guarantee resume {Code} --order-digest file:lifted.pdf --key bank.key",
            call =>
                Of(new GuaranteeCall { Resume = call }),
                Id,
                new CallField("order_digest", "The court's order that lifts the stop.", IsRequired: false)));
        Add(new CallCommand<SurrenderGuarantee>(
            context, "surrender", "Take back a sealed guarantee as its issuer, by the platform's attestation.",
            $"ledger guarantee surrender {Code} --attestation-digest file:attestation.p7s --key bank.key",
            call =>
                Of(new GuaranteeCall { Surrender = call }),
                Id,
                new CallField("attestation_digest", "The platform's attestation, salted.")));
    }
}
