using System.Globalization;

namespace Ledger.Terminal;

/// <summary>A bar on standard error, for people; none with <c>--json</c>.</summary>
/// <typeparam name="T">What is reported.</typeparam>
/// <param name="error">Where it is drawn.</param>
/// <param name="isShown">Whether it is drawn at all.</param>
/// <param name="measure">How much of how much a report says is done.</param>
public sealed class ProgressBar<T>(TextWriter error, bool isShown, Func<T, (long Done, long Total)> measure) : IProgress<T>
{
    private const int Width = 40;
    private int _shown = -1;

    /// <summary>Draws the bar anew where the whole per cent has changed.</summary>
    public void Report(T value)
    {
        var (done, total) = measure(value);
        var percent = total == 0 ? 100 : (int)(done * 100 / total);
        if (!isShown || percent == _shown)
        {
            return;
        }

        _shown = percent;
        var full = percent * Width / 100;
        error.Write(
            string.Create(CultureInfo.InvariantCulture, $"\r[{new string('█', full)}{new string('░', Width - full)}] {percent,3}%"));
        if (percent == 100)
        {
            error.WriteLine();
        }
    }
}
