using Ledger.Audit.Rules;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Supervision;

/// <summary>
/// A market's figures out of a history. A guarantee counts from its reveal on: of one that is sealed, or whose section failed before its
/// opening, nobody but its parties may know (DOMAIN §2), and the chain does not tell.
/// </summary>
public static class MarketFigures
{
    /// <summary>The group of what belongs to none, by records that no contract writes.</summary>
    public const string NoGroup = "?";

    private const long DayMs = 86_400_000;

    /// <summary>A row for each group, in the order of their names.</summary>
    /// <param name="examination">The history, looked at to its end.</param>
    /// <param name="grouping">By what.</param>
    public static IReadOnlyList<FigureRow> Of(Examination examination, FigureGrouping grouping)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var groups = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        Count(examination, groups, (section, guarantee) => GroupOf(grouping, section, guarantee));
        var isParty = grouping is FigureGrouping.Centre or FigureGrouping.Guarantor;
        return
        [
            .. groups.Select(group => group.Value.Row(group.Key) with
            {
                Name = isParty ? examination.History.NameOf(group.Key) : string.Empty,
            }),
        ];
    }

    /// <summary>All of it in one row, whose group is empty.</summary>
    public static FigureRow InAll(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var groups = new SortedDictionary<string, Tally>(StringComparer.Ordinal) { [""] = new() };
        Count(examination, groups, (_, _) => "");
        return groups[""].Row("");
    }

    private static void Count(
        Examination examination, SortedDictionary<string, Tally> groups, Func<Section, GuaranteeRecord?, string?> groupOf)
    {
        var history = examination.History;
        foreach (var section in history.Sections.Select(history.Section).OfType<Section>())
        {
            if (Grouped(section, null) is { } own)
            {
                TallyOf(own).Add(section);
            }

            foreach (var guarantee in history.GuaranteesOf(section.Announced.SectionCode).Where(one => one.Terms is not null))
            {
                if (Grouped(section, guarantee) is { } group)
                {
                    var isJudged = TryJudge(() => OutstandingReturn.Of(guarantee, history.State, history.Time), out var due);
                    TallyOf(group).Add(section, guarantee, due, isJudged, history.Time);
                }
            }
        }

        string? Grouped(Section section, GuaranteeRecord? guarantee) =>
            TryJudge(() => groupOf(section, guarantee), out var group) ? group : NoGroup;

        Tally TallyOf(string group)
        {
            if (!groups.TryGetValue(group, out var tally))
            {
                groups.Add(group, tally = new Tally());
            }

            return tally;
        }
    }

    // Validators who forge write records that no contract knows, such as a time beyond the calendar. They are counted as such: the audit's
    // rules name each (Examination), and the other figures stand.
    private static bool TryJudge<T>(Func<T?> judge, out T? judged)
        where T : class
    {
        try
        {
            judged = judge();
            return true;
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            judged = null;
            return false;
        }
    }

    private static string? GroupOf(FigureGrouping grouping, Section section, GuaranteeRecord? guarantee) => grouping switch
    {
        FigureGrouping.Month => Terminal.Moments.Day(section.OpenedAt > 0 ? section.OpenedAt : section.OpeningTime)[..^3],
        FigureGrouping.Region => section.Region,
        FigureGrouping.Trade => section.TradeClass[..Math.Min(1, section.TradeClass.Length)],
        FigureGrouping.Centre => section.CentreUscc,
        _ => guarantee?.IssuerUscc,
    };

    private sealed class Tally
    {
        private readonly HashSet<string> _sections = new(StringComparer.Ordinal);
        private readonly List<double> _days = [];
        private long _opened;
        private long _bidders;
        private long _failed;
        private long _guarantees;
        private long _replaced;
        private long _premiums;
        private long _claims;
        private long _claimed;
        private long _paid;
        private long _outstanding;
        private long _outstandingFen;
        private long _late;
        private long _unjudged;

        internal void Add(Section section)
        {
            _sections.Add(section.Announced.SectionCode);
            _opened += section.OpenedAt > 0 ? 1 : 0;
            _bidders += section.Bidders;
            _failed += section.State == SectionState.Failed ? 1 : 0;
        }

        internal void Add(Section section, GuaranteeRecord guarantee, OutstandingReturn? due, bool isJudged, long time)
        {
            _unjudged += isJudged ? 0 : 1;
            _sections.Add(section.Announced.SectionCode);
            _guarantees++;
            _replaced += guarantee.Terms.AmountFen;
            _premiums += guarantee.Terms.PremiumFen;
            _paid += guarantee.PaidFen;
            if (guarantee.Claim is { } claim)
            {
                _claims++;
                _claimed += claim.AmountFen;
            }

            if (guarantee.State == GuaranteeState.Released)
            {
                _days.Add((double)(guarantee.EndedAt - section.AnnouncedAt) / DayMs);
            }
            else if (guarantee.EndedAt == 0 && guarantee.Terms.ValidUntil >= time)
            {
                _outstanding++;
                _outstandingFen += guarantee.Terms.AmountFen - guarantee.PaidFen;
            }

            _late += due is not null && due.IsLate(time) ? 1 : 0;
        }

        internal FigureRow Row(string group)
        {
            _days.Sort();
            return new FigureRow
            {
                Group = group,
                Sections = _sections.Count,
                SectionsOpened = _opened,
                SectionsFailed = _failed,
                Bidders = _bidders,
                Guarantees = _guarantees,
                CashReplacedFen = _replaced,
                PremiumsFen = _premiums,
                Claims = _claims,
                ClaimedFen = _claimed,
                PaidFen = _paid,
                Returned = _days.Count,
                DaysToReturnMedian = _days.Count == 0 ? null : Math.Round(_days[_days.Count / 2], 1),
                DaysToReturnMax = _days.Count == 0 ? null : Math.Round(_days[^1], 1),
                Outstanding = _outstanding,
                OutstandingFen = _outstandingFen,
                ReturnsLate = _late,
                ReturnsUnjudged = _unjudged,
            };
        }
    }
}
