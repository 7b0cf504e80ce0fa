using System.ComponentModel;
using System.Diagnostics;

namespace Ledger.Rehearsal.Up;

/// <summary>The person's browser, by <c>xdg-open</c>, which knows which one it is.</summary>
internal static class Browser
{
    private const string Program = "xdg-open";

    /// <summary>Opens an address, or says that it could not and where to go.</summary>
    internal static void Open(Uri address)
    {
        try
        {
            using var opened = Process.Start(new ProcessStartInfo(Program, [address.ToString()]));
        }
        catch (Win32Exception)
        {
            Console.WriteLine(
                $"  没有 {Program}，无法自动打开浏览器：请自行打开 {address}\n" +
                $"  There is no {Program} to open a browser with: open {address} yourself.");
        }
    }
}
