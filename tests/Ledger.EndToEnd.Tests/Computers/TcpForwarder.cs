using System.Net;
using System.Net.Sockets;

namespace Ledger.EndToEnd.Tests.Computers;

/// <summary>Passes what comes to an address of this machine on to a node, which listens on loopback alone.</summary>
internal sealed class TcpForwarder : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly IPEndPoint _to;

    internal TcpForwarder(IPAddress at, IPEndPoint to)
    {
        (_listener, _to) = (new TcpListener(at, 0), to);
        _listener.Start();
        _ = AcceptAsync();
    }

    internal IPEndPoint At => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The cable is drawn.
        }
    }

    private async Task PassAsync(TcpClient from, CancellationToken cancellationToken)
    {
        using (from)
        {
            using var to = new TcpClient();
            try
            {
                await to.ConnectAsync(_to, cancellationToken);
                await Task.WhenAny(
                    from.GetStream().CopyToAsync(to.GetStream(), cancellationToken),
                    to.GetStream().CopyToAsync(from.GetStream(), cancellationToken));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // A line that breaks is the programs' at its ends to notice.
            }
        }
    }
}
