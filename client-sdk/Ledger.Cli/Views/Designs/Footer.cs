using System.Globalization;

namespace Ledger.Cli.Views.Designs;

/// <summary>The last line of a view: what was proven.</summary>
internal static class Footer
{
    internal static void Proven(Screen screen, ulong height, long time)
    {
        screen.Line();
        screen.Line(screen.Say(
            string.Create(CultureInfo.InvariantCulture, $"proven at height {height:N0}, {Moments.Show(time)}"),
            string.Create(CultureInfo.InvariantCulture, $"证明截至高度 {height:N0}，{Moments.Show(time)}")));
    }
}
