using System.Diagnostics.Metrics;
using Ledger.Execution;

namespace Ledger.Node;

/// <summary>
/// Measures how long blocks spend in each stage, as the metric <c>ledger.stage.duration</c>. Used by the chain's writer alone.
/// </summary>
internal sealed class StageTimer(TimeProvider pace) : IExecutionObserver
{
    private static readonly Meter Meter = new("Ledger.Node");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "ledger.stage.duration", "s", "Time in each stage, by stage");
    private long _since;

    public void OnStageEnd(ExecutionStage stage) => End(NameOf(stage));

    /// <summary>The first stage begins.</summary>
    internal void Begin() => _since = pace.GetTimestamp();

    /// <summary>A stage has ended, and the next one begins.</summary>
    internal void End(string stage)
    {
        var now = pace.GetTimestamp();
        Record(stage, pace.GetElapsedTime(_since, now));
        _since = now;
    }

    /// <summary>Records a stage that others than the writer go through. Safe for use by several threads.</summary>
    internal static void Record(string stage, TimeSpan duration) =>
        Durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    private static string NameOf(ExecutionStage stage) => stage switch
    {
        ExecutionStage.Read => "read",
        ExecutionStage.VerifySignatures => "verify",
        ExecutionStage.RunCalls => "run",
        ExecutionStage.PrepareState => "state",
        ExecutionStage.MakeHeader => "header",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };
}
