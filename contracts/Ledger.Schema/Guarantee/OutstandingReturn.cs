using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>A live guarantee that its beneficiary must release, or must have released (实施条例 §57; 财政部87号令 §38).</summary>
/// <param name="Guarantee">The guarantee.</param>
/// <param name="Section">Its section.</param>
/// <param name="Return">By when, and by which article.</param>
public sealed record OutstandingReturn(GuaranteeRecord Guarantee, Section Section, BondReturn Return)
{
    /// <summary>
    /// Null where the section's course has made no return due yet, where the guarantee is released, claimed or paid, and where it has
    /// expired: nobody holds a bond any more that has ended by itself.
    /// </summary>
    /// <param name="guarantee">A revealed guarantee.</param>
    /// <param name="state">The section, the rules and the calendars are read from here.</param>
    /// <param name="time">As of this time, UTC milliseconds.</param>
    public static OutstandingReturn? Of(GuaranteeRecord guarantee, IStateReader state, long time)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        if (GuaranteeRules.EffectiveState(guarantee, time) is not (GuaranteeState.Revealed or GuaranteeState.Refused))
        {
            return null;
        }

        var section = TenderTables.Sections.Read(state, TenderTables.Sections.Key(guarantee.Terms.SectionCode));
        return section is not null &&
            BondReturn.Of(guarantee, section, state) is { } due ? new OutstandingReturn(guarantee, section, due) : null;
    }

    /// <summary>Whether the last instant of the return has passed: an alert, not a refusal.</summary>
    public bool IsLate(long time) => time > Return.Due;

    /// <summary>Whole days since the last instant; 0 on the first day and before.</summary>
    public long DaysLate(long time) => IsLate(time) ? (time - Return.Due) / SectionRules.DayMs : 0;
}
