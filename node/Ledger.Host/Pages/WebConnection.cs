namespace Ledger.Host.Pages;

/// <summary>Marks a connection that came in on the port for browsers: pages are served there and nowhere else.</summary>
internal sealed class WebConnection
{
    internal static readonly WebConnection Mark = new();

    private WebConnection()
    {
    }
}
