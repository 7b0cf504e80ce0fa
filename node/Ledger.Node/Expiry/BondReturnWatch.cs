using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.State;

namespace Ledger.Node;

/// <summary>
/// Looks at the revealed guarantees in the state of final blocks for bonds whose return is due or late. As often and as much at a time as
/// <see cref="ExpiryOptions"/> says: many guarantees are walked in several looks. Used by the chain's writer alone.
/// </summary>
public sealed class BondReturnWatch
{
    private readonly string _node;
    private readonly IStateHistory _state;
    private readonly ExpiryOptions _options;
    private readonly LookPace _pace;
    private BondReturnOutlook _walked = BondReturnOutlook.None;
    private byte[]? _after;

    /// <summary>A watch that has not looked yet.</summary>
    /// <param name="node">The node's name, in the gauges.</param>
    /// <param name="state">Its state.</param>
    /// <param name="options">How often, and how many guarantees at a time.</param>
    /// <param name="pace">The node's pace: its monotonic counter.</param>
    public BondReturnWatch(string node, IStateHistory state, ExpiryOptions options, TimeProvider pace) =>
        (_node, _state, _options, _pace) = (node, state, options, new LookPace(options.IntervalMs, pace));

    /// <summary>The outlook as of the newest walk that came to its end; null before.</summary>
    public BondReturnOutlook? Outlook { get; private set; }

    /// <summary>A block became final, and its state is kept. Looks where it is time to.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="time">Its time, UTC milliseconds.</param>
    public void OnFinalBlock(ulong height, long time)
    {
        if (!_pace.IsTimeToLook(time))
        {
            return;
        }

        var entries = _state.ScanAt(GuaranteeTables.BySection.Prefix.ToArray(), height, _options.EntriesMax, _after);
        var reader = new StateAtHeight(_state, height);
        foreach (var entry in entries)
        {
            var key = GuaranteeTables.Guarantees.Key(GuaranteeRef.Parser.ParseFrom(entry.Value).GuaranteeId.Span);
            if (GuaranteeTables.Guarantees.Read(reader, key) is { } guarantee &&
                OutstandingReturn.Of(guarantee, reader, time) is { } outstanding)
            {
                _walked = _walked.With(outstanding, time);
            }
        }

        // Fewer than asked for: the walk is at its end.
        _after = entries.Count < _options.EntriesMax ? null : entries[^1].Key;
        if (_after is null)
        {
            Outlook = _walked;
            BondReturnMetrics.Report(_node, _walked);
            _walked = BondReturnOutlook.None;
        }
    }

    private sealed class StateAtHeight(IStateHistory state, ulong height) : IStateReader
    {
        public byte[]? Get(byte[] key) => state.GetAt(key, height);
    }
}

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
