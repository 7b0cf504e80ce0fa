namespace Ledger.Seeds;

/// <summary>
/// The Zhuhai record, December 2019 to July 2021: 83,000 scan logins, 46,000 signatures, and 14,600 guarantees in place of
/// ¥9,130,000,000.00 of cash deposits; 71 companies with 429 performances and 326 qualifications, used in 204 projects worth
/// ¥2,790,000,000.00. Those totals are published; names, sections, amounts and dates are invented so that they add up to
/// them. The same seed gives the same record.
/// </summary>
public sealed class ZhuhaiRecord
{
    private ZhuhaiRecord(ulong seed, RecordOptions options, IReadOnlyList<SectionPlan> sections, IReadOnlyList<RecordAction> actions)
    {
        (Seed, Options, Sections, Actions) = (seed, options, sections, actions);
        Totals = RecordSum.Of(actions);
        Days = [.. actions.GroupBy(action => DateOnly.FromDateTime(action.At.DateTime)).Select(day => new DayPlan(day.Key, [.. day]))];
    }

    /// <summary>What it was made from.</summary>
    public ulong Seed { get; }

    /// <summary>Its size.</summary>
    public RecordOptions Options { get; }

    /// <summary>All sections, in the order of their first opening time.</summary>
    public IReadOnlyList<SectionPlan> Sections { get; }

    /// <summary>All actions, in order.</summary>
    public IReadOnlyList<RecordAction> Actions { get; }

    /// <summary>The same actions by day.</summary>
    public IReadOnlyList<DayPlan> Days { get; }

    /// <summary>What the actions sum up to.</summary>
    public RecordTotals Totals { get; }

    /// <summary>The record of a consortium, from its seed: in full, or as <paramref name="options"/> say.</summary>
    public static ZhuhaiRecord Generate(ConsortiumSeed consortium, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(consortium);
        options ??= RecordOptions.Zhuhai;
        var market = new MarketPlan(consortium.Seed, options);
        var sections = new ProjectPlanner(consortium.Seed, options, market).Plan();
        new GuaranteePlanner(consortium.Seed, options, market, consortium.Guarantors).Plan(sections);
        var business = new ActionPlanner(consortium.Seed, consortium.Zhuhai.Uscc).Plan(sections);
        var days = business.Select(action => DateOnly.FromDateTime(action.At.DateTime)).Distinct().Order().ToList();
        var sessions = new SessionPlanner(consortium.Seed, options, market, consortium.Zhuhai.Uscc).Plan(days);
        var credentials = new CredentialPlanner(
            consortium.Seed, options, market, consortium.Zhuhai.Uscc, consortium.Issuer.Uscc).Plan(sections, business);
        var actions = InOrder(business.Concat(sessions).Concat(credentials));
        return new ZhuhaiRecord(consortium.Seed, options, sections, actions);
    }

    private static List<RecordAction> InOrder(IEnumerable<RecordAction> actions) =>
        [.. actions.OrderBy(action => action.At).ThenBy(action => action.Kind)
            .ThenBy(action => action.ActorUscc, StringComparer.Ordinal).ThenBy(action => action.BusinessKey, StringComparer.Ordinal)];
}

/// <summary>The actions of one day, in order.</summary>
/// <param name="Day">The day in China Standard Time.</param>
/// <param name="Actions">At least one.</param>
public sealed record DayPlan(DateOnly Day, IReadOnlyList<RecordAction> Actions);
