using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>A section's state machine (DOMAIN §1).</summary>
public static class SectionRules
{
    /// <summary>Milliseconds of a day, in which bid validity is counted.</summary>
    public const long DayMs = 24L * 60 * 60 * 1000;

    /// <summary>
    /// The state at a block's time: <see cref="SectionState.Closed"/> follows by itself once the latest notice's opening time has come;
    /// every other state is as written.
    /// </summary>
    public static SectionState EffectiveState(Section section, long time)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.State is SectionState.Announced or SectionState.Postponed && time >= section.OpeningTime
            ? SectionState.Closed
            : section.State;
    }

    /// <summary>Whether the section's guarantees may be revealed: from <see cref="SectionState.Opening"/> on, never of one that failed or was terminated.</summary>
    public static bool IsOpen(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.State is >= SectionState.Opening and <= SectionState.Contracted;
    }

    /// <summary>When the bids' validity ends, which a bond must cover: counted from the latest opening time (实施条例 §25), UTC milliseconds.</summary>
    public static long BidValidUntil(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.OpeningTime + (section.Announced.BidValidityDays * DayMs);
    }

    /// <summary>Finds a section that the signer's centre runs.</summary>
    internal static Refused FindOwn(CallContext context, string sectionCode, out byte[] key, out Section section)
    {
        section = new Section();
        key = [];
        if (TradeCodes.Section(sectionCode) is { IsRefused: true } badCode)
        {
            return badCode;
        }

        key = TenderTables.Sections.Key(sectionCode);
        if (TenderTables.Sections.Read(context.State, key) is not { } found)
        {
            return new Refused(RefusalCode.UnknownSection, $"There is no section {sectionCode}.");
        }

        section = found;
        return context.Signer.Has(Role.TradingCentre) && context.Signer.Uscc == section.CentreUscc
            ? Refused.No
            : new Refused(RefusalCode.OtherCentre, $"Section {sectionCode} is run by {section.CentreUscc}, not by {context.Signer.Uscc}.");
    }

    /// <summary>The refusal of a call that the section's present state does not allow.</summary>
    internal static Refused NotIn(Section section, long time, string call) => new(
        RefusalCode.SectionState,
        $"Section {section.Announced.SectionCode} is {EffectiveState(section, time)}; {call} is not possible there.");
}
