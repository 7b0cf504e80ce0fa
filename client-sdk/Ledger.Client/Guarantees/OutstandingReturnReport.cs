using Ledger.Schema.Guarantee;

namespace Ledger.Client.Guarantees;

/// <summary>What the chain proves of bonds to be returned, as of one final height.</summary>
/// <param name="Returns">Live guarantees whose return is due, the longest due first.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record OutstandingReturnReport(IReadOnlyList<OutstandingReturn> Returns, ulong Height, long Time)
{
    /// <summary>Those whose last instant has passed.</summary>
    public IEnumerable<OutstandingReturn> Late => Returns.Where(one => one.IsLate(Time));
}
