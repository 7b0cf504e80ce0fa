using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Cli.Views.Designs;

/// <summary>What views say around their content: what was proven, and that a rehearsal counts for nothing.</summary>
internal static class Footer
{
    internal static void Rehearsal(Screen screen, bool isRehearsal)
    {
        if (isRehearsal)
        {
            screen.Line($"! {screen.Say(RehearsalNotice.English, RehearsalNotice.Chinese)}");
        }
    }

    internal static void Proven(Screen screen, ulong height, long time)
    {
        screen.Line();
        screen.Line(screen.Say(
            string.Create(CultureInfo.InvariantCulture, $"proven at height {height:N0}, {Moments.Show(time)}"),
            string.Create(CultureInfo.InvariantCulture, $"证明截至高度 {height:N0}，{Moments.Show(time)}")));
    }
}
