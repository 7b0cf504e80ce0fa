using Ledger.Schema.Guarantee;

namespace Ledger.Node;

/// <summary>How the returns of bonds stand, as of a block's time.</summary>
/// <param name="Due">Live guarantees whose return the section's course has made due, late ones included.</param>
/// <param name="Late">Those whose last instant of return has passed.</param>
/// <param name="DaysLate">Most whole days that any is late; 0 where none is.</param>
public sealed record BondReturnOutlook(int Due, int Late, long DaysLate)
{
    /// <summary>Nothing is due.</summary>
    public static BondReturnOutlook None { get; } = new(0, 0, 0);

    /// <summary>The same with one more.</summary>
    internal BondReturnOutlook With(OutstandingReturn outstanding, long time) =>
        new(Due + 1, Late + (outstanding.IsLate(time) ? 1 : 0), Math.Max(DaysLate, outstanding.DaysLate(time)));
}
