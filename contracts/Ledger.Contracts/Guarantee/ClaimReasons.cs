using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// Whether what the chain knows of a section allows a reason of forfeiture. It cannot know whether a bid was revoked or terms were added;
/// it does know who won, what the tender document says, and whose fault a decryption failure was.
/// </summary>
internal static class ClaimReasons
{
    internal static Refused Check(ClaimReason reason, GuaranteeRecord guarantee, Section section, IStateReader state)
    {
        var bidder = guarantee.Terms.ApplicantUscc;
        return reason switch
        {
            ClaimReason.Revoked => CheckRevoked(bidder, section, state),
            ClaimReason.OtherInDocument => section.Announced.ForfeitureTermsDigest.IsEmpty
                ? NotDue($"the tender document of section {section.Announced.SectionCode} names no further reasons (实施条例 §74)")
                : Refused.No,
            _ => CheckWinner(bidder, section),
        };
    }

    private static Refused CheckRevoked(string bidder, Section section, IStateReader state) =>
        DecryptionFaults.IsAnothers(state, section, bidder)
            ? NotDue($"that {bidder}'s bid was not decrypted is not its fault, so it counts as withdrawn (电子招标投标办法 §31)")
            : Refused.No;

    private static Refused CheckWinner(string bidder, Section section) => section.Awards.Any(award => award.WinnerUscc == bidder)
        ? Refused.No
        : NotDue($"section {section.Announced.SectionCode} was not awarded to {bidder} (实施条例 §74)");

    private static Refused NotDue(string why) => new(RefusalCode.ClaimNotDue, $"The claim's reason does not hold: {why}.");
}
