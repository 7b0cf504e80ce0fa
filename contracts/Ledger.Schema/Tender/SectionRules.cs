using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>A section's state machine (DOMAIN §1; docs/spec/tender.md has the table).</summary>
public static class SectionRules
{
    /// <summary>Milliseconds of a day, in which bid validity and the law's periods are counted.</summary>
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

    /// <summary>
    /// Whether the section's guarantees may be revealed: from <see cref="SectionState.Opening"/> on, a pause since then included; never of
    /// one that failed or was terminated.
    /// </summary>
    public static bool IsOpen(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var state = section.State == SectionState.Paused ? section.Pause.From : section.State;
        return state is >= SectionState.Opening and <= SectionState.Contracted;
    }

    /// <summary>
    /// When the bids' validity ends, which a bond must cover: counted from the latest opening time (实施条例 §25), UTC milliseconds.
    /// </summary>
    public static long BidValidUntil(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.OpeningTime + (section.Announced.BidValidityDays * DayMs);
    }

    /// <summary>The award that counts, or null before the first.</summary>
    public static Award? LatestAward(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.Awards.Count == 0 ? null : section.Awards[^1];
    }

    /// <summary>Finds a section by its code.</summary>
    internal static Refused Find(IStateReader state, string sectionCode, out byte[] key, out Section section)
    {
        section = new Section();
        key = [];
        if (TradeCodes.Section(sectionCode) is { IsRefused: true } badCode)
        {
            return badCode;
        }

        key = TenderTables.Sections.Key(sectionCode);
        if (TenderTables.Sections.Read(state, key) is not { } found)
        {
            return new Refused(RefusalCode.UnknownSection, $"There is no section {sectionCode}.");
        }

        section = found;
        return Refused.No;
    }

    /// <summary>Refuses where the section's state at block time is none of those that the call starts from.</summary>
    internal static Refused RequireState(Section section, long time, string call, params ReadOnlySpan<SectionState> from) =>
        from.Contains(EffectiveState(section, time)) ? Refused.No : NotIn(section, time, call);

    /// <summary>The refusal of a call that the section's present state does not allow.</summary>
    internal static Refused NotIn(Section section, long time, string call) => new(
        RefusalCode.SectionState,
        $"Section {section.Announced.SectionCode} is {EffectiveState(section, time)}; {call} is not possible there.");
}
