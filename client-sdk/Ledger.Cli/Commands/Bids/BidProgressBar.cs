using System.Globalization;
using Ledger.BidFiles;

namespace Ledger.Cli.Commands.Bids;

/// <summary>A bar on standard error, for people; none with <c>--json</c>.</summary>
internal sealed class BidProgressBar(TextWriter error, bool isShown) : IProgress<BidFileProgress>
{
    private const int Width = 40;
    private readonly long _since = TimeProvider.System.GetTimestamp();
    private int _shown = -1;

    /// <summary>How long it took, and how fast.</summary>
    internal (double Seconds, double MebibytesPerSecond) Rate(long bytes)
    {
        var seconds = TimeProvider.System.GetElapsedTime(_since).TotalSeconds;
        return (Math.Round(seconds, 2), Math.Round(bytes / seconds / (1024 * 1024), 1));
    }

    public void Report(BidFileProgress value)
    {
        var percent = value.BytesTotal == 0 ? 100 : (int)(value.BytesDone * 100 / value.BytesTotal);
        if (!isShown || percent == _shown)
        {
            return;
        }

        _shown = percent;
        var full = percent * Width / 100;
        error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('█', full)}{new string('░', Width - full)}] {percent,3}%"));
        if (percent == 100)
        {
            error.WriteLine();
        }
    }
}
