using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Ledger.Client.Rpc;

/// <summary>Why a node did not answer, in words, and what helps: the causes lie some exceptions deep in what gRPC throws.</summary>
internal static class UnreachableWords
{
    /// <summary>What happened, and what to do.</summary>
    internal static (string What, string Remedy) Of(Uri node, RpcException error)
    {
        var causes = CausesOf(error).ToList();
        var (what, remedy) = OfCauses(node, error, causes);
        return NodeConnection.ProxyOf(node) is { } proxy
            ? (
                $"{what}, by way of the proxy {proxy.Scheme}://{proxy.Authority} that {node.Scheme}_proxy names",
                $"{remedy} If the proxy stands in the way, name the node's host in no_proxy.")
            : (what, remedy);
    }

    /// <summary>
    /// Whether what listens there spoke another protocol than asked for: gRPC calls that an error inside, though no node said so. To try
    /// again is no use.
    /// </summary>
    internal static bool IsNoAnswer(RpcException error) =>
        error.StatusCode == StatusCode.Internal && CausesOf(error).Any(cause => cause is AuthenticationException or HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.HttpProtocolError
                or HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded,
        });

    private static (string What, string Remedy) OfCauses(Uri node, RpcException error, List<Exception> causes)
    {
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => ("nobody listens there", "start the node, or check the port."),
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    ($"no host is called {node.Host}", "check the name."),
                SocketError.ConnectionReset => ("the connection was cut", SchemeRemedy(node)),
                _ => ($"the network failed: {socket.SocketErrorCode}", "check the address and the network between."),
            };
        }

        if (causes.OfType<OtherTlsKeyException>().FirstOrDefault() is { } other)
        {
            return (
                $"it shows the TLS key {other.Message}, which is none of those that are pinned",
                "ask the node's operator for the pin of its key, by another way than this one.");
        }

        if (node.Scheme == Uri.UriSchemeHttps && causes.Any(cause => cause is AuthenticationException || IsNoTls(cause)))
        {
            return (
                "it does not speak TLS there, or shows a certificate that this computer does not trust",
                $"write http://{node.Authority} where the port is a plain one.");
        }

        if (causes.Any(cause => cause is HttpIOException or HttpRequestException
            {
                HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded,
            }))
        {
            return ("what listens there does not speak gRPC", SchemeRemedy(node));
        }

        return error.StatusCode == StatusCode.DeadlineExceeded ||
            causes.Any(cause => cause is TimeoutException or OperationCanceledException)
            ? ("it said nothing in time", "check that the node runs and is not overloaded, and that the address is a node's.")
            : ("the connection failed", SchemeRemedy(node));
    }

    // A node that stops in the middle looks like a port of another kind: both ways out are named.
    private static string SchemeRemedy(Uri node) => node.Scheme == Uri.UriSchemeHttps
        ? $"check that the node runs and that the address is right; write http://{node.Authority} where the port is a plain one."
        : $"check that the node runs and that the address is right; write https://{node.Authority} where the port wants TLS.";

    // Sent to a plain port, the client's first TLS record is answered with something that is none.
    private static bool IsNoTls(Exception cause) =>
        cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private static IEnumerable<Exception> CausesOf(RpcException error)
    {
        for (var cause = error.Status.DebugException ?? error.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
