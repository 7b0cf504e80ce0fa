using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// REVEALED→RELEASED: the beneficiary releases a guarantee that it has no open claim under (独立保函规定 §11), for a reason that the chain bears
/// out: so that nobody frees a winner's bond by calling it a loser's. Where the section itself has ended the platform attests to it, and
/// releases too.
/// </summary>
internal static class ReleaseGuaranteeHandler
{
    internal static Refused Handle(ReleaseGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (GuaranteeRules.RequireState(
            guarantee, context.Time, "ReleaseGuarantee", GuaranteeState.Revealed, GuaranteeState.Refused) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (FieldRules.First(
            RequireReleaser(call.Reason, guarantee, context),
            FieldRules.Listed(call.Reason, "The reason")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (CheckReason(call.Reason, guarantee, context.State) is { IsRefused: true } notDue)
        {
            return notDue;
        }

        guarantee.State = GuaranteeState.Released;
        guarantee.ReleaseReason = call.Reason;
        guarantee.EndedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.released");
        return Refused.No;
    }

    private static Refused RequireReleaser(ReleaseReason reason, GuaranteeRecord guarantee, CallContext context) =>
        reason is ReleaseReason.Terminated or ReleaseReason.SectionFailed
        && SectionAccess.IsCentre(context.Signer, GuaranteeRules.SectionOf(context.State, guarantee).CentreUscc)
            ? Refused.No
            : GuaranteeRules.RequireBeneficiary(guarantee, context.Signer);

    private static Refused CheckReason(ReleaseReason reason, GuaranteeRecord guarantee, IStateReader state)
    {
        var section = GuaranteeRules.SectionOf(state, guarantee);
        var bidder = guarantee.Terms.ApplicantUscc;
        var holds = reason switch
        {
            ReleaseReason.NotAwarded => SectionRules.LatestAward(section) is { } award && award.WinnerUscc != bidder,
            ReleaseReason.ContractSigned => section.Contract is not null,
            ReleaseReason.Terminated => section.State == SectionState.Terminated,
            ReleaseReason.SectionFailed => section is { State: SectionState.Failed, OpenedAt: not 0 },
            ReleaseReason.WithdrawnByDecryptionFailure => DecryptionFaults.IsAnothers(state, section, bidder),
            ReleaseReason.ClaimAbandoned => guarantee.State == GuaranteeState.Refused,
            _ => true, // what only the parties know: the bidder did not agree to an extension
        };
        return holds
            ? Refused.No
            : new Refused(
                RefusalCode.ReleaseNotDue,
                $"Section {section.Announced.SectionCode} is {section.State}; it does not bear out that bidder {bidder}'s bond is " +
                $"released as {reason}.");
    }
}
