using System.Globalization;

namespace Ledger.Terminal;

/// <summary>A bar on standard error, for people; none with <c>--json</c>.</summary>
public sealed class ProgressBar(TextWriter error, bool isShown)
{
    private const int Width = 40;
    private int _shown = -1;

    /// <summary>Draws the bar anew where the whole per cent has changed.</summary>
    public void Show(long done, long total)
    {
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
