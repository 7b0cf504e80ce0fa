using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Guarantee;

/// <summary>What a guarantor's card must look like. A desk asks the same of its tiers before anything is published.</summary>
public static class CardRules
{
    /// <summary>Most amounts of blind guarantees that a card offers.</summary>
    public const int TiersMax = 32;

    /// <summary>Whether the call is all empty: then it withdraws the card.</summary>
    internal static bool IsWithdrawal(PublishCard call) => call.Equals(new PublishCard());

    /// <summary>The first defect of a card on a chain of this suite, or none.</summary>
    internal static Refused Check(PublishCard call, CryptoSuite suite) => FieldRules.First(
        FieldRules.Listed(call.Form, "The form of guarantee"),
        CheckMailbox(call, suite),
        CheckTiers(call.CoverTiersFen, call.EndTierMonths));

    /// <summary>The first defect of a trading centre's card, which is a mailbox and offers nothing, or none.</summary>
    internal static Refused CheckCentre(PublishCard call, CryptoSuite suite) => FieldRules.First(
        call.Form == GuaranteeForm.Unspecified
            ? Refused.No
            : new Refused(RefusalCode.BadEnumeration, "A trading centre issues no guarantees: its card names no form."),
        CheckMailbox(call, suite),
        call.CoverTiersFen.Count == 0 && call.EndTierMonths == 0
            ? Refused.No
            : new Refused(RefusalCode.BadCoverTiers, "A trading centre issues no guarantees: its card offers neither amounts nor ends."));

    private static Refused CheckMailbox(PublishCard call, CryptoSuite suite) => MailboxCardRules.Check(call.Mailbox, suite) is { } defect
        ? new Refused(RefusalCode.BadMailboxCard, $"The mailbox is no good: {defect}.")
        : Refused.No;

    /// <summary>Whether amounts and ends of blind guarantees are in their form.</summary>
    /// <param name="amountsFen">1 to 32 amounts in fen, ascending.</param>
    /// <param name="endMonths">Months from one end to the next: 1, 2, 3, 4, 6 or 12, so that each year has the same.</param>
    public static Refused CheckTiers(IReadOnlyList<long> amountsFen, uint endMonths)
    {
        ArgumentNullException.ThrowIfNull(amountsFen);
        if (amountsFen.Count is 0 or > TiersMax)
        {
            return new Refused(RefusalCode.BadCoverTiers, $"There are {amountsFen.Count} amounts; there must be 1 to {TiersMax}.");
        }

        var below = 0L;
        foreach (var fen in amountsFen)
        {
            if (fen <= below || fen > FieldRules.AmountFenMax)
            {
                return new Refused(
                    RefusalCode.BadCoverTiers,
                    $"The amount of {fen} fen follows {below}; amounts ascend from 1 to {FieldRules.AmountFenMax} fen.");
            }

            below = fen;
        }

        return endMonths is 1 or 2 or 3 or 4 or 6 or 12
            ? Refused.No
            : new Refused(RefusalCode.BadCoverTiers, $"Ends come every {endMonths} months; it must be 1, 2, 3, 4, 6 or 12.");
    }
}
