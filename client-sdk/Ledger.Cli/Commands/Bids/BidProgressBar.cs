using Ledger.BidFiles;

namespace Ledger.Cli.Commands.Bids;

/// <summary>Shows how far a bid file is, and how fast.</summary>
internal sealed class BidProgressBar(TextWriter error, bool isShown) : IProgress<BidFileProgress>
{
    private readonly ProgressBar _bar = new(error, isShown);
    private readonly long _since = TimeProvider.System.GetTimestamp();

    /// <summary>How long it took, and how fast.</summary>
    internal (double Seconds, double MebibytesPerSecond) Rate(long bytes)
    {
        var seconds = TimeProvider.System.GetElapsedTime(_since).TotalSeconds;
        return (Math.Round(seconds, 2), Math.Round(bytes / seconds / (1024 * 1024), 1));
    }

    public void Report(BidFileProgress value) => _bar.Show(value.BytesDone, value.BytesTotal);
}
