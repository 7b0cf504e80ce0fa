using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>Says in the log now and then how far an index is that an older version wrote and that is made anew.</summary>
internal sealed class IndexLog(string node, TimeProvider pace, ILogger logger) : IProgress<IndexProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long _saidAt = pace.GetTimestamp();

    /// <inheritdoc/>
    public void Report(IndexProgress value)
    {
        if (pace.GetElapsedTime(_saidAt) >= Pause)
        {
            _saidAt = pace.GetTimestamp();
            NodeLog.Indexing(logger, node, value.Height, value.Final);
        }
    }
}
